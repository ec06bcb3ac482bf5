"""The operator's desk that the tests of reading tables share, and one good table."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.importing.draft import Draft
from tests.support.importing_kit import Kit, kit_of
from tests.support.table_files import as_xlsx, wide


@pytest.fixture(scope="module")
def kit(shipped: Path) -> Kit:
    return kit_of(shipped)


@pytest.fixture(scope="module")
def good(kit: Kit) -> Draft:
    draft = kit.send("766.xlsx", as_xlsx(wide(kit.names))).draft
    assert draft is not None
    return draft
