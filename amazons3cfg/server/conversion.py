"""Between what this package knows and the types of the protocol."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from lsprotocol import types

from amazons3cfg.findings import Edit, Finding
from amazons3cfg.rules import RULES
from amazons3cfg.sections import Element
from amazons3cfg.server.completion import Proposal
from amazons3cfg.server.descriptions import explain
from amazons3cfg.server.folding import Fold
from amazons3cfg.server.opened import OpenText
from amazons3cfg.server.symbols import Symbol
from amazons3cfg.text.lines import Units

NAME = "amazons3cfg"
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.{NAME}"
_SEVERITIES = {"error": types.DiagnosticSeverity.Error, "warning": types.DiagnosticSeverity.Warning}
_KINDS = {
    "section": types.CompletionItemKind.Module,
    "element": types.CompletionItemKind.Property,
    "value": types.CompletionItemKind.EnumMember,
    "end tag": types.CompletionItemKind.Struct,
}
_PACKAGE = Path(str(files("amazons3cfg")))


class Places:
    """The places of an open text, as the client counts them."""

    def __init__(self, opened: OpenText, units: Units) -> None:
        """Take the text, and what the client's columns count."""
        self._opened = opened
        self._units = units

    def offset(self, position: types.Position) -> int:
        """Return the offset of ``position``."""
        offset = self._opened.lines.offset(position.line, position.character, self._units)
        return max(offset - self._opened.shift, 0)

    def range(self, start: int, end: int) -> types.Range:
        """Return the range between two offsets."""
        shift = self._opened.shift
        positions = (self._opened.lines.position(offset + shift, self._units) for offset in (start, end))
        return types.Range(*(types.Position(*position) for position in positions))

    def edit(self, edit: Edit) -> types.TextEdit:
        """Return the change of the client's text."""
        return types.TextEdit(self.range(edit.start, edit.end), edit.text)


def diagnostic(finding: Finding, places: Places) -> types.Diagnostic:
    """Return what the client shows of ``finding``."""
    page = _page(finding.code)
    return types.Diagnostic(
        range=places.range(finding.start, finding.end),
        message=finding.sentence,
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=types.CodeDescription(page) if page else None,
        source=NAME,
    )


def workspace_edit(opened: OpenText, edits: Iterable[Edit], places: Places, *, versioned: bool) -> types.WorkspaceEdit:
    """Return the change of the client's document, of this version alone where the client can tell."""
    changes = [places.edit(edit) for edit in edits]
    if not versioned:
        return types.WorkspaceEdit(changes={opened.uri: changes})
    document = types.OptionalVersionedTextDocumentIdentifier(opened.uri, opened.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, changes)])


def markup(element: Element, forms: Sequence[types.MarkupKind] | None) -> types.MarkupContent | str:
    """Return the explanation of ``element`` in the first of the forms that the client shows; plain if it names none."""
    text = explain(element)
    form = types.MarkupKind(forms[0]) if forms else None
    if form != types.MarkupKind.Markdown:
        text = text.replace("**", "").replace("`", "")
    return types.MarkupContent(form, text) if form else text


def completion_item(
    proposal: Proposal, number: int, places: Places, forms: Sequence[types.MarkupKind] | None, *, snippets: bool
) -> types.CompletionItem:
    """Return the proposal that is the client's ``number``-th."""
    text, caret = proposal.text, proposal.caret
    snippet = snippets and caret is not None
    if snippet:
        text = f"{text[:caret]}$0{text[caret:]}"
    elif caret is not None:
        text = text.replace("\n\t", "").replace("\n", "")
    return types.CompletionItem(
        label=proposal.label,
        kind=_KINDS[proposal.kind],
        detail=proposal.about.title if proposal.about else None,
        documentation=markup(proposal.about, forms) if proposal.about else None,
        sort_text=f"{number:04}",
        filter_text=proposal.label,
        insert_text_format=types.InsertTextFormat.Snippet if snippet else types.InsertTextFormat.PlainText,
        insert_text_mode=types.InsertTextMode.AdjustIndentation if snippet else None,
        text_edit=types.TextEdit(places.range(proposal.start, proposal.end), text),
    )


def document_symbol(symbol: Symbol, places: Places) -> types.DocumentSymbol:
    """Return ``symbol`` with all in it."""
    return types.DocumentSymbol(
        name=symbol.name,
        detail=symbol.detail,
        kind=_symbol_kind(symbol),
        range=places.range(symbol.start, symbol.end),
        selection_range=places.range(symbol.name_start, symbol.name_end),
        children=[document_symbol(child, places) for child in symbol.children],
    )


def symbol_information(
    symbol: Symbol, opened: OpenText, places: Places, parent: str = ""
) -> list[types.SymbolInformation]:
    """Return ``symbol`` and all in it, for clients that know no tree."""
    location = types.Location(opened.uri, places.range(symbol.start, symbol.end))
    flat = [types.SymbolInformation(location, symbol.name, _symbol_kind(symbol), container_name=parent or None)]
    for child in symbol.children:
        flat += symbol_information(child, opened, places, symbol.name)
    return flat


def folding_range(fold: Fold, places: Places) -> types.FoldingRange | None:
    """Return the lines that ``fold`` hides; None if there are none."""
    place = places.range(fold.start, fold.end)
    first, last = place.start.line, place.end.line if fold.comment else place.end.line - 1
    kind = types.FoldingRangeKind.Comment if fold.comment else types.FoldingRangeKind.Region
    return types.FoldingRange(first, last, kind=kind) if first < last else None


def _symbol_kind(symbol: Symbol) -> types.SymbolKind:
    return types.SymbolKind.Field if symbol.holds_text else types.SymbolKind.Struct


@cache
def _page(code: str) -> str | None:
    """Return the URI of the page that explains the rule, None if it is not installed."""
    rule = RULES.get(code)
    if rule is None:
        return None
    if "://" in rule.page:
        return rule.page
    name, _, fragment = rule.page.partition("#")
    # As with the schemas: inside the package in a wheel, beside it in the source tree.
    found = next((path for path in (_PACKAGE / name, _PACKAGE.parent / name) if path.is_file()), None)
    return f"{found.as_uri()}#{fragment}" if found else None
