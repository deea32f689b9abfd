"""The fixes at a place, as the protocol has them."""

from lsprotocol import types

from amazons3cfg.findings import Finding, Fix
from amazons3cfg.server.conversion import FIX_ALL, Places, diagnostic, workspace_edit
from amazons3cfg.server.fixes import fix_all, fixable_at
from amazons3cfg.server.opened import OpenText


def code_actions(
    opened: OpenText, places: Places, params: types.CodeActionParams, *, versioned: bool
) -> list[types.CodeAction]:
    """Return what the client asks for: quick fixes in its range, all safe fixes, or both.

    Args:
        opened: The text.
        places: Its places.
        params: The client's question.
        versioned: Whether the client can take edits of one version only.

    """
    actions = []
    if _wanted(types.CodeActionKind.QuickFix.value, params.context):
        start, end = places.offset(params.range.start), places.offset(params.range.end)
        for finding in fixable_at(opened, start, end):
            if finding.fix:
                actions.append(_quick_fix(opened, places, finding, finding.fix, versioned=versioned))
    if _wanted(FIX_ALL, params.context) and (edits := fix_all(opened)):
        change = workspace_edit(opened, edits, places, versioned=versioned)
        actions.append(types.CodeAction(title="Fix all that is safe to fix", kind=FIX_ALL, edit=change))
    return actions


def _quick_fix(opened: OpenText, places: Places, finding: Finding, fix: Fix, *, versioned: bool) -> types.CodeAction:
    return types.CodeAction(
        title=fix.title[:1].upper() + fix.title[1:],
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic(finding, places)],
        is_preferred=fix.applicability == "safe",
        edit=workspace_edit(opened, fix.edits, places, versioned=versioned),
    )


def _wanted(kind: str, context: types.CodeActionContext) -> bool:
    """Tell whether the client asks for that kind; it may name one above it."""
    only = context.only
    return only is None or any(f"{kind}.".startswith(f"{getattr(each, 'value', each)}.") for each in only)
