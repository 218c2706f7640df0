"""Budgets in the tables of documents and workbooks, found and read by their headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from yuejuan.graders.common.answers.calculation import result_of_cell
from yuejuan.graders.common.numbers import Quantity, find_quantities, read_quantity, unit_in
from yuejuan.graders.common.tables import Grid, Reading, Record, Role, read_by_headers
from yuejuan.graders.finding import FileEvidence
from yuejuan.graders.marketing_plan.budget_lines import Budget, Line, Money, money, total_of

ITEM_WORDS = "项目 费用项目 名称 活动 支出项目 项目名称 科目 用途 支出 明细 内容 物料 事项 渠道 推广渠道 推广方式 方式"
CATEGORY_WORDS = "类别 分类 费用类别 类型 费用类型 阶段 大类"
AMOUNT_WORDS = "金额 小计 合价 总价 费用 预算金额 费用金额 预算 合计 总额 成本 总计 共计 一共 花费 开销 价款"
PRICE_WORDS = "单价 价格 单位成本 收费标准 标准 价钱 均价 每份价 多少钱 日均费用 每天费用 日费用 单次费用 每次费用"
ROLES = (
    Role("item", tuple(ITEM_WORDS.split())),
    Role("category", tuple(CATEGORY_WORDS.split())),
    Role("price", tuple(PRICE_WORDS.split())),
    Role("quantity", ("数量", "数目", "份数", "人数", "次数", "个数", "件数", "多少")),
    Role("times", ("天数", "次数", "场次", "人数", "折扣", "时长", "月数", "频次", "周数")),
    Role("amount", tuple(AMOUNT_WORDS.split()), needed=True),
)
_BUDGET = re.compile("预算|费用|经费|开支|成本")
_NOTE_UNIT = re.compile(r"(?:金额|货币|计量|预算)?单位\s*[:：为]\s*(?:人民币)?\s*([百千]?万元|千元|元)")
_BULK = re.compile(r"[/／每]\s*([百千万])\s*[次个份张条件人]")
_BULK_SIZES = {"百": 100, "千": 1000, "万": 10_000}
_PIECE = re.compile(r"(?<=\d)\s*((?![多余几来左约以上下内至到和加乘半百千万亿])[\u4e00-\u9fff]{1,2})$")
_EQUALS = re.compile(r"[=＝]")
_REMARK = re.compile(
    r"结余|剩余|余额|余款|节余|节约|节省|限额|上限|额度|人均|平均|均摊|大写|占(?:总|全部|比)|比例|比重"
)
_LARGE_PIECES = re.compile(r"[（(【\[/／]\s*([百千万])\s*[\u4e00-\u9fff]{0,3}\s*[)）】\]]?\s*$")
_BLANK = re.compile(r"[\s\-—－–/／无]*")


def budget_of(grid: Grid, about: str = "") -> Budget | None:
    """The budget that ``grid`` holds, ``None`` when its headers are not those of a budget.

    ``about`` is what else tells what the table is of, such as the name of its workbook.
    """
    reading = read_by_headers(grid, ROLES)
    if reading is None or not reading.records:
        return None
    columns = reading.columns
    if not {"price", "quantity"} <= columns.keys():
        about_money = _BUDGET.search(f"{grid.caption} {grid.name} {grid.around} {reading.headers['amount']} {about}")
        if not about_money and not reading.of_kind("total"):
            return None
        if not {"item", "category"} & columns.keys():
            return None
    amounts = Counter(id(record.cells["amount"]) for record in reading.records if "amount" in record.cells)
    shared = {cell for cell, count in amounts.items() if count > 1}
    lines = _with_last_sum(_lines(reading, shared))
    if not any(line.amount for line in lines):
        return None
    where = FileEvidence(file=grid.file, measured=grid.caption or grid.name)
    return Budget(grid.file, grid.name, lines, True, where)


def _lines(reading: Reading, shared: set[int]) -> list[Line]:
    """The records as lines. A unit that only a note tells is that of the amounts; prices may be in yuan all the same.

    Which of the two is meant for the prices is told by how many amounts it makes right.
    """
    noted = _unit(reading, "price")
    own = unit_in(reading.headers.get("price", ""))
    units = (noted,) if own is not None or noted in (None, "元") else ("元", noted)
    readings = [[_line(reading, record, shared, unit) for record in reading.records] for unit in units]
    best = max(readings, key=lambda lines: sum(line.right is True for line in lines))
    return [line for line in best if not _is_remark(line)]


def _is_remark(line: Line) -> bool:
    """A row that says something of the total (``结余``, ``人均成本``, ``大写``) is no item of the budget."""
    priced = line.price or line.quantity or set(line.unread) - {"amount"}
    return line.kind == "item" and not priced and _REMARK.search(line.label) is not None


def _with_last_sum(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines; a last one that holds nothing but the sum of the amounts above is the total."""
    last, items = lines[-1], [line for line in lines[:-1] if line.kind == "item"]
    bare = last.kind == "item" and not (last.label or last.category or last.price or last.quantity or last.unread)
    if bare and last.amount is not None and len(items) > 1 and not any(line.kind == "total" for line in lines):
        given = total_of(tuple(items))
        if given is not None and last.amount.is_about(given):
            return (*lines[:-1], replace(last, kind="total"))
    return tuple(lines)


def _line(reading: Reading, record: Record, shared: set[int], price_unit: str | None) -> Line:
    """One record as a line. An amount that is merged over several rows (``shared``) belongs to none of them alone."""
    units = {"price": price_unit, "amount": _unit(reading, "amount")}
    unread: list[str] = []
    values: dict[str, Money | None] = {}
    for role in ("price", "amount"):
        text = _own(record, role)
        values[role] = money(_result(text), units[role]) if text else None
        if values[role] is None and (text or _unknown(record, role)):
            unread.append(role)
    if id(record.cells.get("amount")) in shared:
        unread.append("amount")
        values["amount"] = None
    counted = _own(record, "quantity")
    quantity = _counted(counted)
    if quantity is None and (counted or _unknown(record, "quantity")):
        unread.append("quantity")
    times = read_quantity(_own(record, "times"))
    price, amount = values["price"], values["amount"]
    if quantity is None and not counted and times is not None and price is not None and amount is not None:
        # Days or sessions are the only number of pieces; where they do not explain the amount, something else does too.
        explained = amount.is_about(price.yuan * times.value)
        quantity, unread = (times, unread) if explained else (None, [*unread, "quantity"])
    large = _LARGE_PIECES.search(reading.headers.get("quantity", ""))
    if quantity is not None and price is not None and amount is not None and large is not None:
        # Not every row need keep to 数量（万次）.
        plain = amount.is_about(price.yuan * quantity.value)
        size = 1 if plain else _BULK_SIZES[large[1]]
        quantity = replace(quantity, value=quantity.value * size)
    if price is not None and (bulk := _BULK.search(f"{_own(record, 'price')} {reading.headers.get('price', '')}")):
        price = replace(price, value=price.value / _BULK_SIZES[bulk[1]])
    if record.kind != "item" and amount is None:
        amount = _in_label(reading, record)
    cell = record.cells.get("amount") or next(iter(record.cells.values()))
    label = record.words("item") or record.words("category")
    return Line(
        kind=record.kind,
        label=label,
        category=record.words("category"),
        price=price,
        quantity=quantity,
        amount=amount,
        evidence=reading.grid.place(cell),
        unread=tuple(unread) if record.kind == "item" else (),
        times=times.value if times is not None else None,
    )


def _result(text: str) -> Quantity | None:
    """A number, or the result of a calculation: ``150×10=1500``."""
    return read_quantity(text) or (result_of_cell(text) if _EQUALS.search(text) else None)


def _counted(text: str) -> Quantity | None:
    """A number of pieces, whatever they are counted in: ``1笔``, ``3 趟车``."""
    piece = _PIECE.search(text)
    return read_quantity(text) or (read_quantity(text, piece[1]) if piece else None)


def _own(record: Record, role: str) -> str:
    """The text of the role's cell; a dash or a blank is no text, and a label merged into the column is none either."""
    text = record.words(role)
    others = {id(cell) for name, cell in record.cells.items() if name != role}
    cell = record.cells.get(role)
    return "" if _BLANK.fullmatch(text) or (cell is not None and id(cell) in others) else text


def _unknown(record: Record, role: str) -> bool:
    cell = record.cells.get(role)
    return cell is not None and cell.text is None


def _unit(reading: Reading, role: str) -> str | None:
    own = unit_in(reading.headers.get(role, ""))
    note = _NOTE_UNIT.search(reading.notes)
    return own or (note[1] if note else None)


def _in_label(reading: Reading, record: Record) -> Money | None:
    """The amount of a total that stands in a merged cell with its label (``合计：20000元``)."""
    grid = reading.grid
    texts = {grid.words(record.row, column) for column in range(grid.columns)} - {""}
    quantities = [quantity for text in texts for quantity in find_quantities(text)]
    amounts = [amount for quantity in quantities if (amount := money(quantity, _unit(reading, "amount")))]
    # Figures and capital numerals of one amount stand side by side.
    return amounts[0] if len({amount.yuan for amount in amounts}) == 1 else None
