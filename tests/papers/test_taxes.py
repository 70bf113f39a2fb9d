"""From gross to net: sums agree whatever is in the basket."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import tax_rates
from leapfrog.orders import OrderLine
from leapfrog.papers.invoices import sold
from leapfrog.papers.model import InvoiceLine
from leapfrog.papers.taxes import SoldLine, net_of, shared, tax_of, taxed
from tests.examples import examples

RATES = {"standard": 1_900, "reduced": 700}
LINES = st.lists(
    st.builds(
        SoldLine,
        st.just("x"),
        st.integers(1, 9),
        st.integers(1, 10**9),
        st.sampled_from(["standard", "reduced", "reduced2", "zero", "exempt"]),
    ),
    min_size=1,
    max_size=30,
)


def test_a_rate_is_rounded_once() -> None:
    lines, [share] = taxed([SoldLine("a", 1, 50, "standard")] * 3, RATES, has_vat=True)
    # Rounded line by line it would be 42 each, and 126 in all.
    assert (share.basis, share.tax) == (126, 24)
    assert [one.net for one in lines] == [42, 42, 42]
    lines, [share] = taxed([SoldLine("a", 1, 199, "standard")] * 3, RATES, has_vat=True)
    assert (share.basis, share.tax) == (502, 95)
    assert sorted(one.net for one in lines) == [167, 167, 168]


def test_who_has_no_number_takes_no_tax() -> None:
    lines, shares = taxed([SoldLine("a", 1, 1_190, "standard")], RATES, has_vat=False)
    assert [(one.category, one.basis, one.tax) for one in shares] == [("E", 1_190, 0)]
    assert lines[0].net == 1_190
    assert tax_of("reduced2", RATES, has_vat=True) == ("S", 1_900)
    assert tax_of("zero", RATES, has_vat=True) == ("Z", 0)
    assert tax_of("standard", {}, has_vat=True) == ("Z", 0)


@given(LINES)
@examples(200)
def test_sums_agree(sold: list[SoldLine]) -> None:
    lines, shares = taxed(sold, RATES, has_vat=True)
    assert [one.gross for one in lines] == [one.gross for one in sold]
    assert sum(one.basis + one.tax for one in shares) == sum(one.gross for one in sold)
    for share in shares:
        own = [one for one in lines if (one.category, one.rate) == (share.category, share.rate)]
        assert sum(one.net for one in own) == share.basis
        # What EN 16931 tolerates: one minor unit.
        assert abs(share.basis * share.rate - share.tax * 10_000) <= 10_000
        assert share.basis == net_of(sum(one.gross for one in own), share.rate)


@given(st.integers(1, 40), st.lists(st.integers(0, 40), min_size=0, max_size=6), st.data())
@examples(200)
def test_what_is_credited_in_parts_bears_the_tax_of_the_invoice(
    price: int, sizes: list[int], data: st.DataObject
) -> None:
    n, rate = sum(sizes) + 1, data.draw(st.sampled_from([700, 1_900]))
    kind = ("S", rate)
    [whole] = shared([SoldLine("a", n, n * price, "")], [kind])[1]
    before: list[InvoiceLine] = []
    basis = tax = 0
    for size in (*filter(None, sizes), 1):
        lines, [share] = shared([SoldLine("a", size, size * price, "")], [kind], before)
        assert share.basis + share.tax == size * price == lines[0].gross
        assert min(share.basis, share.tax) >= 0
        before += lines
        basis, tax = basis + share.basis, tax + share.tax
    assert (basis, tax) == (whole.basis, whole.tax)


def test_five_notes_of_one_bear_the_tax_of_five() -> None:
    kind, before, taxes = ("S", 1_900), [], []
    for _ in range(5):
        lines, [share] = shared([SoldLine("a", 1, 99, "")], [kind], before)
        before += lines
        taxes.append(share.tax)
    assert (sum(taxes), shared([SoldLine("a", 5, 495, "")], [kind])[1][0].tax) == (79, 79)


def test_rates_are_read_of_the_settings() -> None:
    assert tax_rates("standard=19, reduced=5.5") == (("standard", 1_900), ("reduced", 550))


def test_what_a_shop_keeps_for_goods_that_came_back_is_invoiced() -> None:
    line = OrderLine(
        order_id=new_id(),
        no=1,
        variant_id=new_id(),
        item_id=new_id(),
        title="Lamp",
        options=[],
        picture=None,
        kind="new",
        tax_class="standard",
        no_withdrawal=False,
        n=2,
        unit_price=1_000,
        paid=2_000,
        pool_id=new_id(),
        claim_id=new_id(),
        sent=2,
        returned=2,
        refunded=1_700,
    )
    assert sold([line]) == [SoldLine("Lamp", 1, 300, "standard", 1)]
    assert sold([replace(line, refunded=2_000)]) == []
    assert sold([replace(line, returned=0, refunded=0)]) == [
        SoldLine("Lamp", 2, 2_000, "standard", 1)
    ]
