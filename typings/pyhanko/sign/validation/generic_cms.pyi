from collections.abc import Callable
from typing import Any

from asn1crypto import cms
from pyhanko_certvalidator import ValidationContext

async def collect_timing_info(
    signer_info: cms.SignerInfo, ts_validation_context: ValidationContext | None, raw_digest: Callable[[str], bytes]
) -> dict[str, Any]: ...
