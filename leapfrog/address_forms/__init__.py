"""How addresses are written where the town is: which parts they have, in which order, and in China
what lies below what, down to the village. It keeps nothing of anybody: address books are
`parcels`'.
"""

from leapfrog.address_forms.divisions import AddressDivision, below
from leapfrog.address_forms.forms import AddressForm, form_of

__all__ = ["AddressDivision", "AddressForm", "below", "form_of"]
