"""Fixtures of the directory."""

import pytest

from tests.provisioning.directory import Directory, directory_token


@pytest.fixture
def directory(visit, cast):
    return Directory(visit(), directory_token(cast))
