"""The table of laws: one name, one law; and last articles as the texts of the laws themselves have them."""

from __future__ import annotations

import pytest

from yuejuan.graders.common.laws import Law, law_named, laws


@pytest.mark.parametrize("law", laws(), ids=lambda law: law.called)
def test_a_law_is_found_by_its_own_names_only(law: Law):
    assert [other.name for other in laws() if set(other.names) & set(law.names)] == [law.name]
    assert all(law_named(wrong) is None for wrong in law.misnamed)
    assert law.issued <= law.in_force
    assert law.checked is None or law.in_force <= law.checked
    assert set(law.key) <= set(range(1, law.articles + 1))
    assert law.source


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("《中华人民共和国消费者权益保护法》", 63),
        ("电商法", 89),
        ("广告法", 74),
        ("个人信息保护法", 74),
        ("民法典", 1260),
    ],
)
def test_the_last_article_exists_and_the_next_does_not(name: str, last: int):
    law = law_named(name)
    assert law is not None
    assert (law.has_article(0), law.has_article(last), law.has_article(last + 1)) == (False, True, False)


def test_where_a_law_may_have_grown_a_high_number_is_not_known_to_be_wrong():
    law = law_named("食品安全法")
    assert law is not None
    assert (law.has_article(154), law.has_article(155)) == (True, None)
