"""What comes after a finetuning job's end, in a real browser; the jobs were done for real."""

import io
import json
import shutil
import urllib.request
import zipfile

import pytest

from ssidkd.core.intake import read_picture
from ssidkd.core.weights import load_weights
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.ui.words import CHINESE, ENGLISH
from tests.browser.actions import png
from tests.browser.conftest import tiny_page
from tests.job_folders import write_tiny_weights
from tests.page_services import textured
from tests.services.jobs.ended_jobs import ended_job, judged

pytestmark = pytest.mark.browser

PATIENCE = 90_000  # [ms], for a machine that does something else as well
FORBIDDEN = ("/tmp", "Traceback", "preprocess", ".py:")
SAID = ENGLISH.finetune_result


@pytest.fixture(scope="module")
def site(root, assets, tmp_path_factory):
    """Address of a page, and the ids of jobs that have ended there by what is said of them."""
    folder = tmp_path_factory.mktemp("finetuned")
    with tiny_page(root, assets, folder) as url:
        jobs = folder / "data" / "jobs"
        weights = {"start": write_tiny_weights(folder / "start.safetensors", seed=1)}

        def make(seed, **verdict):
            # Elsewhere, so that the server does not begin to work on it.
            workshop = folder / "workshop"
            job_id = ended_job(workshop, weights, folder / "assets", photos=3, seed=seed)
            judged(workshop, job_id, **verdict)
            (workshop / job_id).rename(jobs / job_id)
            return job_id

        lost = {"guard_psnr_before": 31.2, "guard_psnr_after": 30.7, "best_step": 4}
        ids = {
            "good": make(0, recommended=True, reasons=(), best_step=4, held_niqe_change=-0.213),
            "bad": make(1, recommended=False, reasons=("guard_lost",), **lost),
        }
        yield url, jobs, ids


@pytest.fixture
def visit(browser, site):
    """Return a function that opens a job in a window of its own, or in one it is given."""
    contexts = []

    def visit(name, path="", context=None, **options):
        url, _, ids = site
        if context is None:
            context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
            contexts.append(context)
        page = context.new_page()
        page.goto(f"{url}{path}?tab=finetune&job={ids[name]}", wait_until="domcontentloaded")
        page.locator(".verdict").wait_for(timeout=PATIENCE)
        return page

    yield visit
    for context in contexts:
        context.close()


def use_line(page, words):
    page.locator("#finetune-use").get_by_text(words).wait_for(timeout=PATIENCE)


def saved(page, kind):
    with page.expect_download(timeout=PATIENCE) as download:
        page.locator(f"#finetune-save-{kind}").click()
    return download.value


def upload(page):
    """Choose a photo on Compare and wait for the student's picture of it."""
    page.locator("#tabs").get_by_role("tab", name=ENGLISH.compare.tab, exact=True).click()
    page.locator("#photo input[type=file]").set_input_files(png(textured(96, 192, 33)))
    page.locator("#status").get_by_text("results are ready").wait_for(timeout=PATIENCE)


def served(page, name):
    address = page.locator(f"#pane-{name} .picture img").evaluate("image => image.src")
    with urllib.request.urlopen(address) as answer:
        return read_picture(io.BytesIO(answer.read())).pixels


def test_a_recommended_result_joins_the_comparison_from_then_on(visit):
    page = visit("good")
    assert SAID.recommended in page.locator(".verdict").inner_text()
    assert "\u22120.213" in page.locator(".verdict").inner_text()
    use_line(page, SAID.selected)
    assert page.locator("#finetune-choose").is_hidden()
    page.locator("#finetune-show").click()
    page.locator("#pane-finetuned .picture img").wait_for(timeout=PATIENCE)
    page.locator("#status").get_by_text("Your finetuned student").wait_for(timeout=PATIENCE)
    assert page.locator("#pane-student .picture img").is_visible()
    upload(page)
    page.locator("#status").get_by_text(ENGLISH.compare.ready_all).wait_for(timeout=PATIENCE)
    painted = "document.querySelector('#pane-finetuned .picture img')?.naturalWidth == 192"
    page.wait_for_function(painted, timeout=PATIENCE)


def test_a_result_that_is_not_recommended_is_used_only_when_it_is_chosen(visit):
    page = visit("bad")
    verdict = page.locator(".verdict").inner_text()
    assert SAID.not_recommended in verdict
    assert SAID.reasons["guard_lost"].format(lost="0.50", most="0.3") in verdict
    assert SAID.history.not_recommended in page.locator("#finetune-history").inner_text()
    use_line(page, SAID.not_selected)
    upload(page)
    assert page.locator("#pane-finetuned").count() == 0
    page.locator("#tabs").get_by_role("tab", name=ENGLISH.finetune.tab, exact=True).click()
    page.locator("#finetune-choose").click()
    use_line(page, SAID.selected_anyway)
    upload(page)
    page.locator("#pane-finetuned .picture img").wait_for(timeout=PATIENCE)
    page.locator("#tabs").get_by_role("tab", name=ENGLISH.finetune.tab, exact=True).click()
    page.locator("#finetune-drop").click()
    use_line(page, SAID.not_selected)


def test_the_weights_that_are_saved_are_those_of_the_job(visit, site, tmp_path):
    _, jobs, ids = site
    download = saved(visit("good"), "weights")
    assert download.suggested_filename.startswith("ssidkd-tiny-finetuned-")
    download.save_as(tmp_path / "w.safetensors")
    original = JobFolder(jobs / ids["good"]).result.read_bytes()
    assert (tmp_path / "w.safetensors").read_bytes() == original
    assert load_weights(tmp_path / "w.safetensors").card.role == "student"
    assert str(jobs) not in download.url
    assert ids["good"] not in download.url


def test_a_part_of_the_weights_can_be_asked_for(visit, site):
    _, jobs, ids = site
    address = saved(visit("good"), "weights").url
    request = urllib.request.Request(address, headers={"Range": "bytes=100-299"})
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 206
        assert answer.read() == JobFolder(jobs / ids["good"]).result.read_bytes()[100:300]


def test_the_archive_and_the_card_are_saved(visit):
    page = visit("bad")
    archive = zipfile.ZipFile(saved(page, "archive").path())
    assert json.loads(archive.read("job/config.json"))["seed"] == 1
    assert "Not recommended" in saved(page, "card").path().read_text()


def test_two_results_are_seen_against_each_other(visit):
    page = visit("good")
    visit("bad", context=page.context).close()  # now the browser remembers both
    page.reload(wait_until="domcontentloaded")
    page.locator("#finetune-history tbody tr").nth(1).wait_for(timeout=PATIENCE)
    page.locator("#finetune-pair").click()
    page.locator(".pair-pane img").nth(2).wait_for(timeout=PATIENCE)
    alternatives = page.locator(".pair-pane img").evaluate_all("all => all.map(i => i.alt)")
    assert len(set(alternatives)) == 3
    assert all(alternatives)
    assert "NIQE" in page.locator(".pair-pane").nth(2).inner_text()


@pytest.mark.parametrize("said", [SAID, CHINESE.finetune_result])
def test_a_job_is_deleted_with_its_photos_only_when_that_is_confirmed(visit, site, said):
    _, jobs, ids = site
    ids["copy"] = ("A" if said is SAID else "B") * 22  # of a job like the others, which may go
    # Whole at once: of a folder that is still without its outcome the server would begin to work.
    unfinished = jobs.parent / "copy"
    shutil.copytree(jobs / ids["bad"], unfinished)
    unfinished.rename(jobs / ids["copy"])
    path = "" if said is SAID else "zh"
    page = visit("good", path)
    visit("copy", path, context=page.context).close()
    page.reload(wait_until="domcontentloaded")
    page.locator("#finetune-history tbody tr").nth(1).wait_for(timeout=PATIENCE)
    page.locator("#finetune-history-job input").click()
    page.get_by_role("option", name=said.history.not_recommended).first.click()
    page.locator("#finetune-history-open").click()
    page.locator(".verdict.doubtful").wait_for(timeout=PATIENCE)
    delete = page.locator("#finetune-history-delete")
    question = page.get_by_role("alertdialog", name=said.history.delete_title)
    for leave in ("Escape", "Enter"):  # the button to keep it has the focus
        delete.focus()
        page.keyboard.press("Enter")
        question.wait_for(timeout=PATIENCE)
        assert page.evaluate("document.activeElement.innerText") == said.history.delete_leave
        page.keyboard.press(leave)
        question.wait_for(state="hidden", timeout=PATIENCE)
        assert page.evaluate("document.activeElement.id") == "finetune-history-delete"
    assert (jobs / ids["copy"]).exists()
    delete.click()
    question.get_by_role("button", name=said.history.delete_do).click(timeout=PATIENCE)
    page.locator("#finetune-history-said").get_by_text(said.history.deleted).wait_for(
        timeout=PATIENCE
    )
    assert not (jobs / ids["copy"]).exists()
    page.locator(".verdict").wait_for(state="detached", timeout=PATIENCE)
    assert page.locator("#finetune-history tbody tr").count() == 1


def test_a_damaged_result_is_answered_in_a_sentence(visit, site):
    _, jobs, ids = site
    path = JobFolder(jobs / ids["bad"]).result
    content = path.read_bytes()
    page = visit("bad")
    path.write_bytes(content[:100])
    try:
        page.locator("#finetune-show").click()
        use_line(page, SAID.damaged)
        page.locator("#finetune-save-weights").click()
        page.locator("#finetune-saved").get_by_text(SAID.damaged).wait_for(timeout=PATIENCE)
    finally:
        path.write_bytes(content)
    seen = page.locator("body").inner_text()
    assert not [words for words in FORBIDDEN if words in seen]


def test_without_a_login_the_page_asks_for_no_token_and_says_what_to_run(visit):
    page = visit("good")
    lines = page.locator(".hub copy-line input").evaluate_all("all => all.map(i => i.value)")
    assert lines[0] == "hf auth login"
    assert lines[1].startswith("hf upload ssidkd-tiny-finetuned-")
    assert lines[1].endswith(" model . --private")
    assert page.locator("#finetune-login").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_in_chinese(visit, scheme):
    page = visit("bad", path="zh", viewport={"width": 375, "height": 812}, color_scheme=scheme)
    assert CHINESE.finetune_result.not_recommended in page.locator(".verdict").inner_text()
    page.locator("#finetune-history tbody tr").first.wait_for(timeout=PATIENCE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
