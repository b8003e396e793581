"""The figures of a run as a table: for a terminal, and for docs/reliability.md."""

import textwrap

MEBIBYTE = 1 << 20


def rows_of(found):
    """Return figure and value of everything that a reader wants to know first."""
    plan, counts = found["plan"], found["counts"]
    answers, times = found["answer_seconds"], found["answer_times_service"]
    photos = ", ".join(f"{count:,} {name}" for name, count in counts["photo"].items())
    rows = [
        ("visitors", f"{plan['submitting']} submitting, {plan['idle']} idle tabs"),
        ("length", f"{found['seconds']:.0f} s, seed {plan['seed']}"),
        ("service time, one visitor alone", f"{found['service_seconds']:.2f} s"),
        ("photos", photos),
        ("answers: p50, p95, p99", _three(answers, "{:.1f} s")),
        ("the same as multiples of the service time", _three(times, "{:.1f}")),
        ("busy answers, all with a time", f"{found['busy_answers']:,}"),
        ("undeclared errors", f"{found['undeclared_errors']:,}"),
        ("tabs opened", f"{counts['tab'].get('answered', 0):,}"),
        ("donations", f"{counts['donation'].get('answered', 0):,}"),
    ]
    if plan["finetuning"] and "job_steps" in found:
        rows.append(
            ("steps of the finetuning, which lets visitors go first", f"{found['job_steps']}")
        )
    for path, one in found["page"].items():
        whole, first = one["whole"], one["first_byte"]
        if whole["n"]:
            said = f"{whole['n']:,} answers; {_three(whole, '{:.2f} s', ('p50', 'p95', 'max'))}"
            said += f"; first byte at most {first['max']:.2f} s"
            rows.append((f"`{path}` meanwhile: p50, p95, most", said))
    return rows + _rows_of_machine(found)


def _rows_of_machine(found):
    if "memory" not in found:
        return []
    memory, trends = found["memory"], found["trends"]
    rows = [
        ("memory of the server and its children", f"at most {memory['most_mib']:,.0f} MiB"),
        ("of the server alone (VmHWM)", f"at most {memory['most_of_server_mib']:,.0f} MiB"),
        ("descriptors: first, most, last", _ends(found["descriptors"], 1, "")),
        ("temporary files: first, most, last", _ends(found["temporary_bytes"], MEBIBYTE, " MiB")),
    ]
    for name, unit, label in (
        ("server_memory", MEBIBYTE, "MiB of the server's memory"),
        ("descriptors", 1, "descriptors"),
        ("temporary_bytes", MEBIBYTE, "MiB of temporary files"),
    ):
        if name in trends:
            slope, growth = trends[name]["slope"] * 60 / unit, trends[name]["growth"] / unit
            said = f"{slope:+.2f} a minute; {growth:+.1f} from third to last quarter"
            rows.append((f"second half: {label}", said))
    return rows


def in_terminal(found):
    """Return the table and the targets for a terminal."""
    lines = [f"{name:<44} {value.replace('`', '')}" for name, value in rows_of(found)]
    lines += ["", *(f"{'held' if kept else 'NOT HELD':<9} {what}" for what, kept in _held(found))]
    lines += ["", *found["errors"][:10]] if found["errors"] else []
    return "\n".join(lines) + "\n"


def in_markdown(found):
    """Return the table for docs/reliability.md, with what the run kept to after it."""
    table = ["| figure | result |", "| --- | --- |"]
    table += [f"| {name} | {value} |" for name, value in rows_of(found)]
    kept = "; ".join(f"{what}: {'yes' if ok else '**no**'}" for what, ok in _held(found))
    machine = found["machine"]
    where = (
        f"{machine['cores']} cores, {machine['memory_gib']:g} GiB, visitors on the same cores, "
        f"load average at the end {machine['load_average'][0]:g}; "
        f"Python {machine['python']}, Gradio {machine['gradio']}, torch {machine['torch']}."
    )
    return "\n".join([*table, "", *_folded(f"Targets: {kept}."), "", *_folded(where)]) + "\n"


def _held(found):
    return found["held"].items()


def _three(values, form, names=("p50", "p95", "p99")):
    return ", ".join(form.format(values[name]) for name in names if name in values)


def _ends(values, unit, word):
    return ", ".join(f"{values[name] / unit:,.0f}{word}" for name in ("first", "most", "last"))


def _folded(text):
    return textwrap.wrap(text, 105)
