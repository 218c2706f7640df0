"""Pictures that a measurement took, kept by digest."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from yuejuan.artifacts.measure import pictures
from yuejuan.artifacts.measure.pictures import KeptPictures


def taken(scratch: Path, *data: bytes) -> list[str]:
    """Lay pictures into a scratch folder as a reader does; their digests."""
    (scratch / "evidence").mkdir(exist_ok=True)
    digests = [hashlib.sha256(one).hexdigest() for one in data]
    for digest, one in zip(digests, data, strict=True):
        (scratch / "evidence" / f"{digest}.jpg").write_bytes(one)
    return digests


def facts(*digests: str) -> bytes:
    return ('{"strip":["' + '","'.join(digests) + '"]}').encode()


def test_a_picture_that_the_facts_name_is_kept_and_any_other_is_not(tmp_path: Path) -> None:
    kept = KeptPictures(tmp_path / "kept")
    with kept.scratch() as scratch:
        named, unnamed = taken(scratch, b"one", b"two")
        kept.adopt(scratch, facts(named))
    assert not scratch.exists()
    assert kept.get(named) == b"one"
    assert kept.get(unnamed) is None


def test_what_is_not_the_picture_of_its_name_is_not_kept(tmp_path: Path) -> None:
    kept = KeptPictures(tmp_path / "kept")
    digest = hashlib.sha256(b"what was seen").hexdigest()
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / f"{digest}.jpg").write_bytes(b"something else")
    kept.adopt(tmp_path, facts(digest))
    assert kept.get(digest) is None


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    kept = KeptPictures(tmp_path / "kept")
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    digest = hashlib.sha256(b"secret").hexdigest()
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / f"{digest}.jpg").symlink_to(secret)
    kept.adopt(tmp_path, facts(digest))
    assert kept.get(digest) is None


def test_a_name_is_never_a_path(tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(b"x")
    assert KeptPictures(tmp_path / "kept").get("../x") is None


def test_one_measurement_keeps_no_more_than_its_share(tmp_path: Path) -> None:
    kept = KeptPictures(tmp_path / "kept")
    many = [bytes([n]) * pictures.LARGEST for n in range(12)]
    digests = taken(tmp_path, *many, b"\xff" * (pictures.LARGEST + 1))
    kept.adopt(tmp_path, facts(*digests))
    assert sum(kept.get(digest) is not None for digest in digests) == pictures.MOST_OF_ONE // pictures.LARGEST
    assert kept.get(digests[-1]) is None


def test_the_oldest_go_first_when_there_are_too_many_bytes(tmp_path: Path) -> None:
    kept = KeptPictures(tmp_path / "kept", limit=2500)
    digests = taken(tmp_path, b"a" * 1000, b"b" * 1000, b"c" * 1000)
    kept.adopt(tmp_path, facts(*digests))
    for age, digest in enumerate(digests):
        path = next((tmp_path / "kept").glob(f"*/{digest}.jpg"))
        os.utime(path, (1_700_000_000 + age, 1_700_000_000 + age))
    kept.close()
    assert [kept.get(digest) is not None for digest in digests] == [False, True, True]


def test_two_measurements_may_keep_the_same_picture_at_once(tmp_path: Path) -> None:
    kept = [KeptPictures(tmp_path / "kept") for _ in range(2)]
    data = [f"frame {number}".encode() for number in range(60)]
    digests = taken(tmp_path, *data)
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(one.adopt, tmp_path, facts(*digests)) for one in kept]:
            done.result()
    assert [kept[0].get(digest) for digest in digests] == data
    assert not list((tmp_path / "kept").rglob("*.tmp"))
