"""What machines ask: is it ready, how is it; and who may know."""

from datetime import timedelta

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from activity import pulse
from activity.models import Delivery, Task
from core import standing
from core.clock import now
from core.database import rows
from core.settings import settings

TOKEN = "a token for the figures"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_it_is_ready_while_its_database_is_up_to_date_and_nobody_told_it_to_end(
    client: httpx.AsyncClient,
) -> None:
    async def said() -> tuple[int, str]:
        answer = await client.get("/ready")
        return answer.status_code, answer.text

    assert await said() == (200, "ok")
    standing.leave()
    assert await said() == (503, "This process is ending.")
    standing.stay()
    await rows("DELETE FROM tortoise_migrations WHERE name = '0008_pulse'")
    assert await said() == (503, "The database isn't up to date: run `madang migrate`.")
    await rows("ALTER TABLE tortoise_migrations RENAME TO gone")
    assert await said() == (503, "The database doesn't answer.")
    assert (await client.get("/health")).status_code == 200


async def test_figures_are_told_to_whoever_may_read_them_by_route_and_without_a_path(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"authorization": f"Bearer {TOKEN}"}
    assert (await client.get("/metrics", headers=asked)).status_code == 404
    monkeypatch.setenv("MADANG_METRICS", TOKEN)
    settings.cache_clear()
    await Delivery.create(kind="x", reference=1, target="a@example.com", failed_at=now())
    await Delivery.create(kind="x", reference=2, target="a@example.com", next_at=now() - timedelta(days=1))
    await Delivery.create(kind="x", reference=3, target="a@example.com", next_at=now() + timedelta(days=1))
    await Task.create(kind="x", key="x", reference=1, due_at=now() - timedelta(minutes=5))
    await pulse.beat("one")
    await client.get("/sign-in/link/asecretsecret")
    for _ in range(2):
        assert (await client.get("/roadmap", headers={"cookie": ""})).status_code == 200

    refused = [await client.get("/metrics", headers=each) for each in ({}, {"authorization": "Bearer wrong"})]
    answer = await client.get("/metrics", headers=asked)
    monkeypatch.undo()
    settings.cache_clear()

    assert [each.status_code for each in refused] == [404, 404]
    assert answer.status_code == 200
    assert "asecret" not in answer.text
    found = {
        (each.name, each.labels.get("route", "")): each.value
        for family in text_string_to_metric_families(answer.text)
        for each in family.samples
        if each.labels.get("status", "200") == "200" and "le" not in each.labels
    }
    assert found["madang_requests_total", "roadmap"] >= 2, "also where it comes from memory"
    assert found["madang_request_seconds_count", "sign_in_link"] >= 1
    assert found["madang_query_seconds_count", ""] > 0
    assert found["process_resident_memory_bytes", ""] > 2**20
    assert found["madang_database_bytes", ""] > 2**16
    assert [found[f"madang_{name}", ""] for name in ("deliveries_due", "deliveries_failed", "tasks_due")] == [
        1,
        1,
        1,
    ]
    assert found["madang_deliveries_oldest_due_seconds", ""] < 60, "it waits since it was left"
    assert 300 <= found["madang_tasks_oldest_due_seconds", ""] < 360
    assert (found["madang_workers", ""], found["madang_worker_pulse_age_seconds", ""] < 60) == (1, True)
