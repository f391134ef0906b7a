"""Answers that we know already: from the registers, the profile of the account, and earlier submissions.

Filled in when a draft begins, taken from the source once more when it is sent (S-04), and looked up afterwards where a
source was silent (R.C17). What someone typed is never overwritten.
"""

from formulieren.prefill.herleiden import herleid
from formulieren.prefill.vullen import vul_in

__all__ = ["herleid", "vul_in"]
