"""Django's own door, for developers: ``.venv/bin/python manage.py``."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    sys.path.insert(0, "src")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "menuju.config.settings")
    execute_from_command_line(sys.argv)
