"""From gross to net: sums agree whatever is in the basket."""

from hypothesis import given
from hypothesis import strategies as st

from leapfrog.kernel.settings import tax_rates
from leapfrog.papers.taxes import SoldLine, net_of, tax_of, taxed
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


def test_rates_are_read_of_the_settings() -> None:
    assert tax_rates("standard=19, reduced=5.5") == (("standard", 1_900), ("reduced", 550))
