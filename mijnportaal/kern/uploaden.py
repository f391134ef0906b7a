"""How much a form may bring along: files only where the view says that it takes them (S-27)."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

View = TypeVar("View", bound=Callable[..., Any])


def neemt_bestanden(view: View) -> View:
    """Mark a view whose forms may carry files, as large as the web server lets through."""
    view.neemt_bestanden = True  # type: ignore[attr-defined]
    return view


class BegrensdeUpload(TemporaryFileUploadHandler):
    """Writes files to disk as they come, and refuses a large form where no files are asked before reading it."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        """Raise when this form is larger than its view takes."""
        plek = getattr(self.request, "resolver_match", None)
        mag = getattr(plek.func, "neemt_bestanden", False) if plek else False
        if not mag and content_length > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
            raise RequestDataTooBig(f"formulier van {content_length} bytes waar geen bestanden horen")
