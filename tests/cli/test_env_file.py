"""CHISOTINH_ENV_FILE, by which the command of an installed service finds the service's settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SettingsWrong, load


def test_the_file_it_names_takes_the_place_of_the_usual_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("CHISOTINH_LANG=vi\nCHISOTINH_NEWS_DAYS=3\n", encoding="utf-8")
    named = tmp_path / "service.env"
    named.write_text("CHISOTINH_LANG=en\n", encoding="utf-8")
    assert (load().lang, load().news_days) == ("vi", 3)
    monkeypatch.setenv("CHISOTINH_ENV_FILE", str(named))
    assert (load().lang, load().news_days) == ("en", 7)
    monkeypatch.setenv("CHISOTINH_LANG", "vi")
    assert load().lang == "vi", "what the environment says has precedence"


def test_a_file_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHISOTINH_ENV_FILE", str(tmp_path / "none.env"))
    with pytest.raises(SettingsWrong, match="CHISOTINH_ENV_FILE names a file that is not there"):
        load()


def test_a_file_that_cannot_be_read_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named = tmp_path / "service.env"
    named.write_bytes(b"CHISOTINH_LANG=\xff\n")
    monkeypatch.setenv("CHISOTINH_ENV_FILE", str(named))
    with pytest.raises(SettingsWrong, match=r"service\.env cannot be read as a text in UTF-8"):
        load()
