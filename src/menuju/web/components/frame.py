"""What stands around every page: navigation, languages, breadcrumb, banner, footer."""

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language

register = template.Library()
NAMES = {"id": "Indonesia", "en": "English"}


def path_of(context: Context) -> str:
    """The page being shown, with its query; the front page when there is no request."""
    request = context.get("request")
    return request.get_full_path() if request else "/"


@register.inclusion_tag("web/parts/nav_link.html", takes_context=True)
def nav_link(context: Context, name: str, label: str) -> dict[str, Any]:
    """A navigation entry; nothing at all when this site has no such page."""
    try:
        url = reverse(name)
    except NoReverseMatch:
        return {"url": ""}
    here = path_of(context).split("?")[0]
    front = url.count("/") <= (1 if get_language() == "id" else 2)
    current = here == url or (not front and here.startswith(url))
    return {"url": url, "label": label, "current": current}


@register.inclusion_tag("web/parts/language_link.html", takes_context=True)
def language_link(context: Context) -> dict[str, Any]:
    """The same page in the other language."""
    other = "id" if get_language() == "en" else "en"
    path = path_of(context)
    return {"url": translate_url(path, other), "code": other, "name": NAMES[other]}


@register.inclusion_tag("web/parts/language_alternates.html", takes_context=True)
def language_alternates(context: Context) -> dict[str, Any]:
    """``hreflang`` both ways, for search engines."""
    request = context.get("request")
    if request is None or not getattr(request, "resolver_match", None):
        return {"alternates": []}
    here = request.build_absolute_uri()
    return {"alternates": [(code, translate_url(here, code)) for code in NAMES]}


@register.inclusion_tag("web/parts/breadcrumb.html")
def breadcrumb(*steps: str) -> dict[str, Any]:
    """Steps as label, address, label, address, ..., ending with this page's label."""
    pairs = list(zip(steps[:-1:2], steps[1:-1:2], strict=True))
    return {"pairs": pairs, "last": steps[-1]}


@register.inclusion_tag("web/parts/demo.html")
def demo_banner() -> dict[str, Any]:
    """Says on every page of a demo that it is one."""
    return {"demo": settings.DEMO}


@register.inclusion_tag("web/parts/footer.html", takes_context=True)
def page_footer(context: Context) -> dict[str, Any]:
    """The same help in the same place on every page."""
    contact = settings.DEFAULT_FROM_EMAIL
    return {"contact": contact, "request": context.get("request")}


@register.inclusion_tag("web/parts/pages.html", takes_context=True)
def pagination(context: Context, page: Any, name: str = "halaman") -> dict[str, Any]:  # noqa: ANN401 -- django.core.paginator.Page
    """Links to the neighbouring pages of a list; the other filters of the query stay."""
    query = context["request"].GET.copy()
    query.pop(name, None)
    rest = query.urlencode()
    start = f"?{rest}&{name}=" if rest else f"?{name}="
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1)
    return {"page": page, "numbers": list(numbers), "start": start}
