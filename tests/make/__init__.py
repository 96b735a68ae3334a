"""Plain builders for tests, one file per slice: ``from tests import make``."""

from tests.make.files import DOCUMENT as DOCUMENT
from tests.make.files import WORKBOOK as WORKBOOK
from tests.make.files import archive as archive
from tests.make.files import pdf as pdf
from tests.make.files import pdf_without_pages as pdf_without_pages
from tests.make.files import picture as picture
from tests.make.instruments import instrument_author as instrument_author
from tests.make.instruments import instrument_version as instrument_version
