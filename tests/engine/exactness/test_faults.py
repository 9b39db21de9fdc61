"""The suite notices every planted fault, and `verify` every one that makes a gradient wrong."""

from __future__ import annotations

import pytest

from tests.engine.exactness.faults import FAULTS, planted


@pytest.mark.timeout(300)  # three hundred engines are built; half a minute alone on a machine
def test_no_fault_gets_past() -> None:
    findings, _, _ = planted()
    assert len(findings) == FAULTS
    assert len({fault.module for fault in findings}) > 11
    assert len({fault.mistake for fault in findings}) > 25
    assert not [str(fault) for fault, found in findings.items() if found.noticed < found.numbers]
    assert sum(found.gradients > 0 for found in findings.values()) > FAULTS / 3
    assert not [str(fault) for fault, found in findings.items() if found.verified < found.gradients]
