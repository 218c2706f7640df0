"""Cases for checks, written as YAML: what a check is given, and what it must say. For this project and for plugins.

A case file names a check and its cases::

    check: image.size
    cases:
      exact:
        parameters: {width: 950, height: 120}
        facts: {width: 950, height: 120}
        expect: {size: earned}

``facts`` are those of one file. What a case leaves out is ``null``, zero or empty. Instead of ``facts`` a case may have
``make`` (a real file made at test time and read by the real reader; the generators are in
:mod:`yuejuan.graders.testing.making`) or ``failure`` (the measurement failed for that reason). Several files stand
under ``files``, each by its path with the same three, and with ``kind``, ``format``, ``bytes``, ``role``,
``asked_path`` or ``extension_agrees`` where the sniffed ones will not do. ``deliverables`` are written as in
``paper.yaml``; without them there is one, ``work``. ``matches`` says which files are which deliverable where the name
does not; ``extras`` and ``complete`` are those of the submission.

``expect`` maps each point to its outcome: ``earned``, ``lost``, a share such as ``2/3`` (each with ``suggested`` behind
it where it is not determined), ``not_handed_in`` or ``open`` and the reason; or to a mapping with that as ``outcome``
and any of ``evidence`` (kinds, in order, without repetition), ``expected``, ``measured`` (of the first evidence) and
``message``.

A test module of a plugin is four lines::

    @pytest.mark.parametrize("case", load_cases(Path("tests/cases/mine/wings.yaml")), ids=str)
    def test_case(case: Case, tmp_path: Path) -> None:
        assert run_case(case, tmp_path).differences() == []
"""

from yuejuan.graders.testing import writing as writing  # registers the generators of documents and workbooks
from yuejuan.graders.testing.cases import Case, Run, load_cases, run_case
from yuejuan.graders.testing.facts import facts_from
from yuejuan.graders.testing.making import generator

__all__ = ["Case", "Run", "facts_from", "generator", "load_cases", "run_case"]
