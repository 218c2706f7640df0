"""Dates and deadlines as written in Chinese plans."""

from datetime import date

import pytest

from yuejuan.graders.common.dates import Window, find_deadline, find_periods, read_period

NOVEMBER = Window(date(2026, 11, 1), date(2026, 11, 20))
NEW_YEAR = Window(date(2026, 12, 25), date(2027, 1, 5))

CELLS = {
    "2026年11月1日": ("2026-11-01", "2026-11-01"),
    "2026-11-01": ("2026-11-01", "2026-11-01"),
    "2026/11/1~2026/11/4": ("2026-11-01", "2026-11-04"),
    "2026.11.1—2026.11.4": ("2026-11-01", "2026-11-04"),
    "11月1日": ("2026-11-01", "2026-11-01"),
    "11月3日—11月9日": ("2026-11-03", "2026-11-09"),
    "11月3日-9日": ("2026-11-03", "2026-11-09"),
    "11月3-9日": ("2026-11-03", "2026-11-09"),
    "11月3日至9日": ("2026-11-03", "2026-11-09"),
    "11.1-11.11": ("2026-11-01", "2026-11-11"),
    "１１．１－１１．１１": ("2026-11-01", "2026-11-11"),
    "11/1": ("2026-11-01", "2026-11-01"),
    "11月上旬": ("2026-11-01", "2026-11-10"),
    "11月下旬": ("2026-11-21", "2026-11-30"),
    "11月": ("2026-11-01", "2026-11-30"),
    "第一周": ("2026-11-01", "2026-11-07"),
    "第1-2周": ("2026-11-01", "2026-11-14"),
    "活动第3天": ("2026-11-03", "2026-11-03"),
    "11月5日（周四）20:00": ("2026-11-05", "2026-11-05"),
    "2025年11月1日": ("2025-11-01", "2025-11-01"),
    "十一月三日": ("2026-11-03", "2026-11-03"),
    "二〇二六年十一月十二号": ("2026-11-12", "2026-11-12"),
    "十一月三日至十一月十二日": ("2026-11-03", "2026-11-12"),
    "11月三日到九日": ("2026-11-03", "2026-11-09"),
    "11月3日起至11月9日": ("2026-11-03", "2026-11-09"),
    "11月3日，一直到11月9日": ("2026-11-03", "2026-11-09"),
    "从三号到九号": ("2026-11-03", "2026-11-09"),
    "15-18日": ("2026-11-15", "2026-11-18"),
}


@pytest.mark.parametrize(("text", "expected"), CELLS.items())
def test_a_cell_about_time(text: str, expected: tuple[str, str]):
    period = read_period(text, NOVEMBER)
    assert period is not None
    assert (str(period.start), str(period.end)) == expected


@pytest.mark.parametrize(
    "text", ["", "全程", "11月1日、11月3日", "2月30日", "13月1日", "每天八点", "25日", "每月5日", "为期5日", "3号链接"]
)
def test_what_is_not_one_period_is_none(text: str):
    assert read_period(text, NOVEMBER) is None


def test_a_date_without_year_is_taken_near_the_campaign():
    found = [period.start for text in ("12月30日", "1月3日") for period in find_periods(text, NEW_YEAR)]
    assert found == [date(2026, 12, 30), date(2027, 1, 3)]


def test_an_end_in_the_next_year():
    period = read_period("2026年12月30日—1月3日", NEW_YEAR)
    assert period is not None
    assert (period.start, period.end) == (date(2026, 12, 30), date(2027, 1, 3))


def test_an_end_before_its_start_is_marked():
    period = read_period("11月9日—11月3日", NOVEMBER)
    assert period is not None
    assert period.reversed_


def test_numbers_in_running_text_are_no_days():
    assert find_periods("评分4.8，折扣9.5折，价格6.5元，比例2/3", NOVEMBER) == ()


DEADLINES = {
    "公众号新增粉丝1000人，活动结束前完成": "活动结束前",
    "9月底前，店铺转化率提高到5%": "9月底前",
    "三个月内成为第一": "三个月内",
    "活动期间销量1000件": "活动期间",
    "到1月24日，新增粉丝3000人": "1月24日",
    "到九月三十日，卖出500盒": "九月三十日",
    "国庆节前卖出500盒": "国庆节前",
    "茶叶节期间销售额达到30": "期间",
    "新增粉丝3000人，期限一个季度": "期限一个季度",
    "在11天的活动中卖出500盒": "11天",
    "好评率达到98%以上": None,
    "中秋礼盒卖出500盒": None,
    "比2023年增长20%": None,
    "销售额同比去年增长20%": None,
}


@pytest.mark.parametrize(("text", "expected"), DEADLINES.items())
def test_until_when(text: str, expected: str | None):
    place = find_deadline(text)
    assert (text[place[0] : place[1]] if place else None) == expected


def test_a_day_without_month_follows_the_period_before():
    found = [period.start for period in find_periods("从11月28日准备，到了三号再开始", NOVEMBER)]
    assert found == [date(2026, 11, 28), date(2026, 12, 3)]


def test_a_day_that_two_months_of_the_campaign_have_is_not_read():
    assert find_periods("二十八日开始", Window(date(2026, 10, 20), date(2026, 11, 30))) == ()


def test_the_place_of_a_spelled_date_is_that_in_the_text():
    text = "先等到十一月十二号再说"
    (period,) = find_periods(text, NOVEMBER)
    assert text[period.at : period.until] == period.text == "十一月十二号"
