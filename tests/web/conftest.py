from pathlib import Path

import pytest

from bot.pictures.files import PictureFiles
from tests.support.shipped import ShippedDesk
from tests.web.site_desk import SiteDesk


@pytest.fixture(scope="session")
def site(desk: ShippedDesk, tmp_path_factory: pytest.TempPathFactory) -> SiteDesk:
    return SiteDesk(desk, PictureFiles(Path(tmp_path_factory.mktemp("pictures"))), "https://chiso.example")
