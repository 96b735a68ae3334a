"""Plain builders for tests, one file per slice: ``from tests import make``."""

from tests.make.files import DOCUMENT as DOCUMENT
from tests.make.files import WORKBOOK as WORKBOOK
from tests.make.files import archive as archive
from tests.make.files import pdf as pdf
from tests.make.files import pdf_without_pages as pdf_without_pages
from tests.make.files import picture as picture
from tests.make.instruments import instrument_author as instrument_author
from tests.make.instruments import instrument_version as instrument_version
from tests.make.regions import agency as agency
from tests.make.regions import office as office
from tests.make.regions import region as region
from tests.make.results import BALIKPAPAN_2019 as BALIKPAPAN_2019
from tests.make.results import NOON as NOON
from tests.make.results import choice as choice
from tests.make.results import frozen as frozen
from tests.make.results import judged as judged
from tests.make.results import judged_round as judged_round
from tests.make.results import named_region as named_region
from tests.make.results import official as official
from tests.make.results import published as published
from tests.make.results import released as released
from tests.make.results import two_signatures as two_signatures
