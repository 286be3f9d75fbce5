// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/start_problem_dialog.h"

#include "models/wording.h"
#include "widgets/controls/text_label.h"
#include "widgets/look/theme.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QSysInfo>
#include <QUrl>

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

using Kind = StartProblem::Kind;

/// Only the translation context.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(roost::StartProblemDialog)
};

/// The details have all of it.
QString shortened(const QString &path)
{
    constexpr qsizetype most = 90;
    return path.size() <= most ? path : path.left(most / 2) + QChar(0x2026) + path.right(most / 2);
}

QString databaseText(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::StorageTooNew:
        return Words::tr("The messages of this account were saved by a newer version of Roost. Nothing was "
                         "changed. Update Roost to open them.");
    case ErrorKind::StorageCorrupt:
        return Words::tr(
            "The messages of this account are damaged and can’t be opened. Nothing was changed.");
    case ErrorKind::StorageLocked:
        return Words::tr(
            "Another program has locked the messages of this account. Quit that program, then try "
            "again.");
    case ErrorKind::StorageFull:
        return Words::tr("The disk is full, so the messages of this account can’t be opened. Free some "
                         "space, then try again.");
    case ErrorKind::StorageReadOnly:
        return Words::tr("Roost doesn’t have permission to write to the messages of this account. Check the "
                         "permissions of the folder, then try again.");
    default:
        return Words::tr("The messages of this account can’t be opened.");
    }
}

} // namespace

QString StartProblemDialog::explanation(const StartProblem &problem)
{
    const QString path = Wording::isolated(shortened(problem.path));
    switch (problem.kind) {
    case Kind::ProfileNotFolder:
        return tr("Roost keeps settings and messages in the folder %1, but a file with this name already "
                  "exists.")
            .arg(path);
    case Kind::ProfileNotMade:
        return tr("Roost can’t create the folder %1, where it keeps settings and messages.").arg(path);
    case Kind::ProfileNotWritable:
        return tr("Roost doesn’t have permission to write to the folder %1, where it keeps settings and "
                  "messages. Check its permissions, or choose another folder.")
            .arg(path);
    case Kind::DiskFull:
        return tr("The disk is full, so Roost can’t write to the folder %1. Free some space, then try again.")
            .arg(path);
    case Kind::ProfileInUse:
        return tr("Roost is already running with the folder %1, but isn’t responding. Quit it, then try "
                  "again.")
            .arg(path);
    case Kind::SettingsUnreadable:
        return tr("Roost can’t read its settings in %1.").arg(path);
    case Kind::Database:
        return databaseText(problem.error);
    case Kind::FileUnreadable:
        return tr("Roost was started with the file %1, which can’t be read.").arg(path);
    case Kind::LogUnwritable:
        return tr("Roost was started with the log file %1, which can’t be written to.").arg(path);
    case Kind::CommandLine:
        return tr("Roost was started with an option that it can’t use.");
    case Kind::None:
    case Kind::NoDisplay:
    case Kind::Automation:
        break;
    }
    return tr("An unexpected problem occurred.");
}

StartProblemDialog::StartProblemDialog(const Theme &theme, StartProblem problem, End end, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_problem(std::move(problem))
    , m_end(end)
    , m_sign(new QLabel(this))
    , m_title(new TextLabel(theme, TextStyle::Heading, Token::Text, this))
    , m_text(new TextLabel(theme, TextStyle::Body, Token::Text, this))
    , m_detailsLabel(new TextLabel(theme, TextStyle::Small, Token::TextDim, this))
    , m_details(new QPlainTextEdit(this))
    , m_copy(new QPushButton(this))
    , m_open(new QPushButton(this))
    , m_choose(new QPushButton(this))
    , m_quit(new QPushButton(this))
    , m_retry(new QPushButton(this))
{
    setObjectName(u"startProblemDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    build();
    connect(m_copy, &QPushButton::clicked, this, &StartProblemDialog::copyDetails);
    connect(m_open, &QPushButton::clicked, this, &StartProblemDialog::openFolder);
    connect(m_choose, &QPushButton::clicked, this, &StartProblemDialog::chooseFolder);
    connect(m_quit, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_retry, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT retryRequested();
    });
    connect(this, &QDialog::rejected, this, &StartProblemDialog::dismissed);
    connect(&theme, &Theme::changed, this, &StartProblemDialog::applyColors);
    applyColors();
    retranslate();
}

void StartProblemDialog::build()
{
    m_sign->setObjectName(u"startProblemSign"_s);
    m_sign->setTextFormat(Qt::PlainText);
    m_title->setObjectName(u"startProblemTitle"_s);
    m_text->setObjectName(u"startProblemText"_s);
    m_detailsLabel->setObjectName(u"startProblemDetailsLabel"_s);
    m_details->setObjectName(u"startProblemDetails"_s);
    m_copy->setObjectName(u"copyDetailsButton"_s);
    m_open->setObjectName(u"openFolderButton"_s);
    m_choose->setObjectName(u"chooseFolderButton"_s);
    m_quit->setObjectName(u"quitButton"_s);
    m_retry->setObjectName(u"retryButton"_s);
    m_text->setWordWrap(true);
    m_details->setReadOnly(true);
    m_details->setTabChangesFocus(true);
    m_details->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_details->setFixedHeight(m_theme.scaled(78));
    m_detailsLabel->setBuddy(m_details);
    m_retry->setProperty("primary", true);
    m_retry->setVisible(canRetry());
    m_choose->setVisible(concernsProfile());
    m_open->setVisible(!folder().isEmpty());
    (canRetry() ? m_retry : m_quit)->setDefault(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_sign, 0, Qt::AlignVCenter);
    head->addWidget(m_title, 1);
    auto *detailsRow = new QHBoxLayout;
    detailsRow->addWidget(m_detailsLabel, 1);
    detailsRow->addWidget(m_copy);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_open);
    buttons->addWidget(m_choose);
    buttons->addStretch();
    buttons->addWidget(m_quit);
    buttons->addWidget(m_retry);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(10);
    column->addLayout(head);
    column->addWidget(m_text);
    column->addSpacing(6);
    column->addLayout(detailsRow);
    column->addWidget(m_details);
    column->addSpacing(10);
    column->addLayout(buttons);
    setMinimumWidth(m_theme.scaled(560));
    (canRetry() ? m_retry : m_quit)->setFocus();
}

bool StartProblemDialog::canRetry() const
{
    return m_problem.kind == Kind::FileUnreadable || concernsProfile();
}

bool StartProblemDialog::concernsProfile() const
{
    switch (m_problem.kind) {
    case Kind::ProfileNotFolder:
    case Kind::ProfileNotMade:
    case Kind::ProfileNotWritable:
    case Kind::DiskFull:
    case Kind::ProfileInUse:
    case Kind::SettingsUnreadable:
    case Kind::Database:
        return true;
    default:
        return false;
    }
}

QString StartProblemDialog::folder() const
{
    if (!concernsProfile())
        return {};
    QFileInfo info(m_problem.path);
    while (!info.isDir() && info.filePath() != info.path())
        info.setFile(info.path());
    return info.isDir() ? info.filePath() : QString();
}

void StartProblemDialog::openFolder() const { QDesktopServices::openUrl(QUrl::fromLocalFile(folder())); }

void StartProblemDialog::copyDetails() const
{
    QGuiApplication::clipboard()->setText(m_text->text() + u'\n' + m_details->toPlainText());
}

void StartProblemDialog::chooseFolder()
{
    auto *chooser = new QFileDialog(this, tr("Choose a folder for settings and messages"));
    chooser->setObjectName(u"profileFolderDialog"_s);
    chooser->setAccessibleName(chooser->windowTitle());
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::Directory);
    chooser->setOption(QFileDialog::ShowDirsOnly);
    chooser->setDirectory(QStandardPaths::writableLocation(QStandardPaths::HomeLocation));
    connect(chooser, &QFileDialog::fileSelected, this, [this](const QString &chosen) {
        accept();
        Q_EMIT folderChosen(chosen);
    });
    chooser->open();
}

void StartProblemDialog::applyColors()
{
    const int size = m_theme.scaled(28);
    m_sign->setPixmap(m_theme.pixmap(u"warning"_s, size, devicePixelRatioF(), m_theme.color(Token::Dnd)));
}

void StartProblemDialog::retranslate()
{
    const bool isStart = m_end == End::Quits;
    const QString title = isStart ? tr("Roost can’t start") : tr("This account can’t be opened");
    setWindowTitle(title);
    setAccessibleName(title);
    m_title->setText(title);
    m_sign->setAccessibleName(tr("Warning"));
    m_text->setText(explanation(m_problem));
    m_detailsLabel->setText(tr("Details"));
    m_details->setAccessibleName(tr("Details"));
    // Technical details for support; the same in all languages.
    m_details->setPlainText(lineOf(m_problem) + QStringLiteral("\nRoost %1, Qt %2, %3")
                                                    .arg(QStringLiteral(ROOST_VERSION),
                                                         QString::fromLatin1(qVersion()),
                                                         QSysInfo::prettyProductName()));
    const auto name = [](QPushButton *button, const QString &text) {
        button->setText(text);
        button->setAccessibleName(QString(text).remove(u'&'));
    };
    name(m_copy, tr("Copy &details"));
    name(m_open, tr("&Open folder"));
    name(m_choose, tr("Choose another &folder…"));
    m_choose->setToolTip(
        tr("This applies to this start only. To use another folder every time, start Roost with --profile."));
    name(m_quit, isStart ? tr("&Quit") : tr("&Close"));
    name(m_retry, tr("&Try again"));
    // A text of several lines is not in the size hint.
    const int width = std::max(minimumWidth(), sizeHint().width());
    resize(width, layout()->totalHeightForWidth(width));
}

void StartProblemDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace roost
