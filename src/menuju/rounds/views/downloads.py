"""Tables as files that the browser keeps."""

from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(content: bytes, name: str) -> HttpResponse:
    return _file(content, XLSX, f"{name}.xlsx")


def csv(content: bytes, name: str) -> HttpResponse:
    return _file(content, "text/csv; charset=utf-8", f"{name}.csv")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "private"}
    return HttpResponse(content, content_type=kind, headers=headers)


def paper(content: bytes, name: str) -> HttpResponse:
    """A PDF that the browser shows; saved, it has this name."""
    disposition = f'inline; filename="{name}.pdf"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "private"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
