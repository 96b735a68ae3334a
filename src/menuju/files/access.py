"""How much may be sent at once. Asked before a byte of it is kept."""

from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class RequestLimit(FileUploadHandler):
    """Refuse (413) a form whose files together are over the limit.

    A single file over its own limit is refused when it is stored, with a sentence that
    names it, while the rest of the form is kept.
    """

    def handle_raw_input(
        self,
        input_data: IO[bytes],  # noqa: ARG002 -- Django's signature
        META: dict[str, str],  # noqa: ARG002, N803 -- likewise
        content_length: int,
        *_more: Any,  # noqa: ANN401 -- likewise
        **_options: Any,  # noqa: ANN401 -- likewise
    ) -> None:
        """Judge by the length that the browser announces; more than that is not read."""
        if content_length > settings.EVIDENCE_MAX_REQUEST_BYTES:
            raise RequestDataTooBig("The files of this form are too large together.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 -- likewise
        """Leave the content to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""
