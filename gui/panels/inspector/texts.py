"""Texts: the title of the selection, its remarks, whether it is trained."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from gui.edits import set_trained
from gui.panels.inspector.sheet import RemarksPart, SeveralPart, TitlePart, TrainedPart
from gui.panels.inspector.words import remark_sentence, subtitle, title
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.widgets.label import Face, Label


class Title(QWidget):
    """What is selected, and where it belongs."""

    def __init__(self, session: Session, themes: Themes, part: TitlePart) -> None:
        super().__init__()
        self.setObjectName("title_part")
        self._session, self._themes, self._part = session, themes, part
        self._title, self._subtitle = Label("title", Face.TITLE), Label("subtitle")
        _in_column(self, self._title, self._subtitle)

    def refresh(self) -> None:
        """Show the names of this moment."""
        network, theme = self._session.shown.project.network, self._themes.current
        self._title.say(title(network, self._part.item), ColorRole.TEXT, theme)
        self._subtitle.say(subtitle(network, self._part.item), ColorRole.MUTED, theme)


class Several(QWidget):
    """More than one thing is selected."""

    def __init__(self, session: Session, themes: Themes, part: SeveralPart) -> None:
        super().__init__()
        del part
        self.setObjectName("several_part")
        self._session, self._themes = session, themes
        self._title, self._hint = Label("title", Face.TITLE), Label("subtitle")
        _in_column(self, self._title, self._hint)

    def refresh(self) -> None:
        """Count."""
        count, theme = len(self._session.view.selection), self._themes.current
        self._title.say(self.tr("%n things selected", "", count), ColorRole.TEXT, theme)
        hint = self.tr("Select a single node or connection to see and set its numbers.")
        self._hint.say(hint, ColorRole.MUTED, theme)


class Remarks(QWidget):
    """A sentence for each kink and each number that is not finite."""

    def __init__(self, session: Session, themes: Themes, part: RemarksPart) -> None:
        super().__init__()
        self.setObjectName("remarks_part")
        self._session, self._themes, self._part = session, themes, part
        self._label = Label("remarks")
        _in_column(self, self._label)

    def refresh(self) -> None:
        """Say what the shown sample met."""
        shown = self._session.shown
        met = shown.values.remarks[self._session.view.sample] if shown.values else ()
        sentences = [
            f"⚠ {remark_sentence(shown.project.network, remark)}"
            for remark in met
            if self._part.node in (None, remark.node)
        ]
        self._label.say("\n".join(sentences), ColorRole.WARNING, self._themes.current)
        self.setVisible(bool(sentences))


class Trained(QCheckBox):
    """Whether training may change a parameter."""

    def __init__(self, session: Session, themes: Themes, part: TrainedPart) -> None:
        super().__init__()
        del themes
        self.setObjectName("trained")
        self.setText(self.tr("Trained"))
        self.setToolTip(self.tr("Training changes this parameter; without the tick it stays."))
        self._session, self._part = session, part
        self.clicked.connect(self._on_clicked)

    def refresh(self) -> None:
        """Show the choice of this moment."""
        layout = self._session.shown.project.network.layout
        self.setChecked(layout.by_name[self._part.name].trainable)

    def _on_clicked(self, checked: bool) -> None:
        set_trained(self._session, self._part.name, trained=checked)


def _in_column(parent: QWidget, *labels: Label) -> None:
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    for label in labels:
        layout.addWidget(label)
