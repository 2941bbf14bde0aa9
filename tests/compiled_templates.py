"""The compiled templates of a run, which all its processes share: many tests make an app of
their own, and compiling its templates would take most of their time.
"""

from __future__ import annotations

import os

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(FileSystemBytecodeCache):
    """The compiled templates of every app, in memory and, for the other processes of
    the same run, in files.
    """

    def __init__(self, folder: str):
        super().__init__(folder)
        self.compiled: dict[str, bytes] = {}

    def get_bucket(self, environment, name, filename, source) -> Bucket:
        """The place of a template, of which there is one for each language."""
        language = getattr(environment, "language", "")
        return super().get_bucket(environment, f"{language}{name}", filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])
            return
        super().load_bytecode(bucket)
        if bucket.code:
            self.compiled[bucket.key] = bucket.bytecode_to_string()

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()
        super().dump_bytecode(bucket)


def share_compiled_templates() -> None:
    """Let the apps of this process take the templates of the run, if there is one."""
    if folder := os.environ.get("COMPILED_TEMPLATES"):
        Flask.jinja_options = {"bytecode_cache": CompiledTemplates(folder)}
