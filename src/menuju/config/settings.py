"""Settings. Everything that differs between machines is read from the environment."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from menuju.config.demo.cards import CARDS, DOMAIN, PASSWORD
from menuju.config.mail import mail_settings

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parents[1]
VAR = Path(os.environ.get("MENUJU_VAR", ROOT / "var"))
"""Everything this installation writes: database, evidence, collected static files."""


def flag(name: str) -> bool:
    """Whether an environment switch is on."""
    return os.environ.get(name, "") == "1"


TESTING = flag("MENUJU_TESTING")
DEMO = flag("MENUJU_DEMO")
"""Demo mode shows sign-in cards with known passwords; see the check in accounts."""
DEMO_CARDS = CARDS if DEMO else []
DEMO_DOMAIN = DOMAIN
DEMO_PASSWORD = PASSWORD if DEMO else ""
"""Whose accounts have public passwords: outside a demo they open nothing."""
DEBUG = flag("DEBUG")

SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    if not (DEMO or TESTING or DEBUG):
        raise ImproperlyConfigured(
            "Set SECRET_KEY to a long random text. Only the demo and the tests run without one."
        )
    SECRET_KEY = "demo-only-not-a-secret-" + "x" * 40
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "menuju.web",
    "menuju.audit",
    "menuju.files",
    "menuju.jobs",
    "menuju.messages",
    "menuju.regions",
    "menuju.accounts",  # before allauth: its templates come first
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "menuju.instruments",
    "menuju.rounds",
    "menuju.results",
    "menuju.plans",
    "menuju.overview",
    "menuju.portal",
    "menuju.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "menuju.web.middleware.Refusals",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "menuju.web.middleware.PrivatePages",  # inside WhiteNoise: static files stay cached
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "menuju.results.views.opening.OpenOnTime",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "menuju.web.templatetags.web",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "menuju.accounts.access.navigation_context",
                "menuju.messages.access.inbox_context",
                *(["menuju.config.demo.access.rehearsal_context"] if DEMO else []),
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(default=f"sqlite:///{VAR / 'menuju.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL with synchronous=FULL keeps every acknowledged row through a power cut;
    # IMMEDIATE takes the write lock when a transaction starts, so a check inside it holds.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-20000;PRAGMA journal_size_limit=67108864;"
        ),
    }
elif not TESTING:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": int(os.environ.get("DB_POOL", "16")),
        "timeout": 10,
    }
# A test starts from the models in a second; tests/config/test_migrations.py proves
# that the migrations, which take half a minute, lead to the same tables.
DATABASES["default"]["TEST"] = {"MIGRATE": False}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["menuju.accounts.access.SignIn"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/kerja/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "menuju.accounts.access.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "menuju.accounts.forms.SignInForm",
    "reset_password": "menuju.accounts.forms.ForgottenForm",
    "reset_password_from_key": "menuju.accounts.forms.NewPasswordForm",
    "change_password": "menuju.accounts.forms.ChangePasswordForm",
}
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody gets mail because a stranger typed it
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/5m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
}
USERSESSIONS_TRACK_ACTIVITY = False  # it would write to the database on every page

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["menuju.web.formats"]

ROOT_URLCONF = "menuju.config.urls"
WSGI_APPLICATION = "menuju.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
EVIDENCE_ROOT = VAR / "evidence"
"""Content-addressed evidence; see files.actions."""
EVIDENCE_MAX_BYTES = 10 * 1024 * 1024
EVIDENCE_MAX_REQUEST_BYTES = 64 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "menuju.files.access.RequestLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

_HERE = "http://127.0.0.1:8000" if DEMO or TESTING else f"https://{ALLOWED_HOSTS[0]}"
SITE_URL = os.environ.get("MENUJU_URL", _HERE).rstrip("/")
"""Where this installation is read: links in mail begin with it."""
MAIL = mail_settings(os.environ.get("EMAIL_URL", "console://"))
EMAIL_BACKEND = MAIL.backend
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.begins_tls, MAIL.is_tls
EMAIL_TIMEOUT = 10
MAIL_BEHIND_ANSWER = not TESTING
"""Whether mail to an account leaves after the page has answered; see accounts.access."""
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "menuju@localhost")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "style-src": [
            SELF,
            "'unsafe-inline'",
        ],  # charts place marks by style attributes
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_FAILURE_VIEW = "menuju.web.views.csrf_failure"
if not (DEBUG or DEMO or TESTING):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # How many proxies append to X-Forwarded-For: limits on sign-in count by client.
    ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "1"))
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

if TESTING:  # no collectstatic before tests, and no slow password hashing
    MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
    # Its one query every 20 seconds would fall upon any test that counts queries.
    MIDDLEWARE.remove("menuju.results.views.opening.OpenOnTime")
    STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    TASKS["default"]["BACKEND"] = "django_tasks.backends.immediate.ImmediateBackend"
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
