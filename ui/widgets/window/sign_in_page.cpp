// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/window/sign_in_page.h"

#include "base/visible_text.h"
#include "models/wording.h"
#include "widgets/controls/live_region.h"
#include "widgets/controls/plain_button.h"
#include "widgets/controls/text_label.h"
#include "widgets/look/error_text.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QIcon>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace roost {

using namespace Qt::StringLiterals;

SignInPage::SignInPage(const UiContext &context, bool hasKeychain, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_hasKeychain(hasKeychain)
    , m_card(new QWidget(this))
    , m_logo(new QLabel(m_card))
    , m_title(new TextLabel(context.theme, TextStyle::Heading, Token::Text, m_card))
    , m_slogan(new TextLabel(context.theme, TextStyle::Body, Token::TextDim, m_card))
    , m_addressLabel(new TextLabel(context.theme, TextStyle::Small, Token::TextDim, m_card))
    , m_address(new QLineEdit(m_card))
    , m_passwordLabel(new TextLabel(context.theme, TextStyle::Small, Token::TextDim, m_card))
    , m_password(new QLineEdit(m_card))
    , m_keep(new QCheckBox(m_card))
    , m_keepNote(new TextLabel(context.theme, TextStyle::Small, Token::TextDim, m_card))
    , m_serverLabel(new TextLabel(context.theme, TextStyle::Small, Token::TextDim, m_card))
    , m_server(new QLineEdit(m_card))
    , m_button(new QPushButton(m_card))
    , m_offline(new PlainButton(context.theme, PlainButton::Kind::Link, m_card))
    , m_settings(new PlainButton(context.theme, PlainButton::Kind::Link, m_card))
    , m_problem(new TextLabel(context.theme, TextStyle::Body, Token::Text, m_card))
    , m_live(new LiveRegion(this))
{
    nameParts();
    build();
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_busy)
            Q_EMIT cancelRequested();
        else
            submit();
    });
    for (QLineEdit *edit : {m_address, m_password, m_server}) {
        connect(edit, &QLineEdit::returnPressed, this, &SignInPage::submit);
        connect(edit, &QLineEdit::textEdited, this, [this] { showError({}); });
    }
    connect(m_settings, &QAbstractButton::clicked, this, [this] {
        setServerShown(m_server->isHidden());
        if (!m_server->isHidden())
            m_server->setFocus();
    });
    connect(m_offline, &QAbstractButton::clicked, this, &SignInPage::offlineRequested);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setServerShown(false);
    setOfflineOffered(false);
    showProblem({});
    retranslate();
}

void SignInPage::nameParts()
{
    setObjectName(u"signInPage"_s);
    m_card->setObjectName(u"signInCard"_s);
    m_logo->setObjectName(u"signInLogo"_s);
    m_title->setObjectName(u"signInTitle"_s);
    m_slogan->setObjectName(u"signInSlogan"_s);
    m_addressLabel->setObjectName(u"addressLabel"_s);
    m_address->setObjectName(u"addressEdit"_s);
    m_passwordLabel->setObjectName(u"passwordLabel"_s);
    m_password->setObjectName(u"passwordEdit"_s);
    m_keep->setObjectName(u"keepSignedInBox"_s);
    m_keepNote->setObjectName(u"keepSignedInNote"_s);
    m_serverLabel->setObjectName(u"serverLabel"_s);
    m_server->setObjectName(u"serverEdit"_s);
    m_button->setObjectName(u"signInButton"_s);
    m_offline->setObjectName(u"readOfflineButton"_s);
    m_settings->setObjectName(u"connectionSettingsButton"_s);
    m_problem->setObjectName(u"signInProblem"_s);
    m_live->setObjectName(u"signInAnnouncements"_s);
}

void SignInPage::build()
{
    const Theme &theme = m_context.theme;
    m_logo->setTextFormat(Qt::PlainText);
    m_logo->setPixmap(
        QIcon(u":/icons/roost.svg"_s).pixmap(QSize(theme.scaled(36), theme.scaled(36)), devicePixelRatioF()));
    for (QLineEdit *edit : {m_address, m_password, m_server}) {
        edit->setMinimumHeight(theme.scaled(36));
        edit->setMaxLength(4096);
    }
    m_address->setInputMethodHints(Qt::ImhEmailCharactersOnly | Qt::ImhNoAutoUppercase);
    m_password->setEchoMode(QLineEdit::Password);
    m_server->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_server->setPlaceholderText(u"wss://example.com/xmpp-websocket"_s);
    m_addressLabel->setBuddy(m_address);
    m_passwordLabel->setBuddy(m_password);
    m_serverLabel->setBuddy(m_server);
    m_button->setProperty("primary", true);
    m_button->setMinimumHeight(theme.scaled(38));
    m_slogan->setWordWrap(true);
    m_keepNote->setWordWrap(true);
    m_problem->setWordWrap(true);
    m_problem->setContentsMargins(12, 10, 12, 10);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_keep->setVisible(m_hasKeychain);
    arrange();
}

void SignInPage::arrange()
{
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_logo);
    head->addWidget(m_title, 1);
    auto *links = new QHBoxLayout;
    links->addWidget(m_offline);
    links->addStretch();
    links->addWidget(m_settings);

    auto *column = new QVBoxLayout(m_card);
    column->setContentsMargins(28, 28, 28, 24);
    column->setSpacing(4);
    column->addLayout(head);
    column->addSpacing(4);
    column->addWidget(m_slogan);
    column->addSpacing(12);
    column->addWidget(m_addressLabel);
    column->addWidget(m_address);
    column->addSpacing(8);
    column->addWidget(m_passwordLabel);
    column->addWidget(m_password);
    column->addSpacing(8);
    column->addWidget(m_keep);
    column->addWidget(m_keepNote);
    column->addWidget(m_serverLabel);
    column->addWidget(m_server);
    column->addSpacing(12);
    column->addWidget(m_button);
    column->addSpacing(8);
    column->addLayout(links);
    column->addSpacing(8);
    column->addWidget(m_problem);
    m_card->setFixedWidth(m_context.theme.scaled(360));

    // No alignment flag: with one, the height would not follow from the width (the problem has many lines).
    auto *middle = new QHBoxLayout;
    middle->addStretch();
    middle->addWidget(m_card);
    middle->addStretch();
    auto *page = new QVBoxLayout(this);
    page->addStretch(2);
    page->addLayout(middle);
    page->addStretch(3);
}

void SignInPage::retranslate()
{
    m_title->setText(tr("Welcome to Roost"));
    m_slogan->setText(tr("Reach people, wherever they are connected."));
    m_logo->setAccessibleName(tr("Roost"));
    m_addressLabel->setText(tr("Your &address"));
    m_address->setAccessibleName(tr("Your address"));
    m_address->setPlaceholderText(tr("name@example.com"));
    m_passwordLabel->setText(tr("&Password"));
    m_password->setAccessibleName(tr("Password"));
    m_keep->setText(tr("&Keep me signed in"));
    m_keep->setAccessibleName(tr("Keep me signed in (stored in the system keychain)"));
    m_keepNote->setText(
        m_hasKeychain ? tr("Your password will be stored in the system keychain.")
                      : tr("This computer has no keychain, so Roost will ask for your password every time."));
    m_serverLabel->setText(tr("&Server URL (optional)"));
    m_server->setAccessibleName(tr("Server URL"));
    m_button->setText(m_busy ? tr("Cancel") : tr("Sign &in"));
    m_button->setAccessibleName(m_busy ? tr("Cancel sign-in") : tr("Sign in"));
    m_offline->setText(tr("Read &offline"));
    m_offline->setAccessibleName(tr("Read offline"));
    m_settings->setText(tr("&Connection settings…"));
    m_settings->setAccessibleName(tr("Connection settings"));
    setAccessibleName(tr("Sign in"));
    m_card->setAccessibleName(tr("Sign in"));
    showError(m_error);
}

void SignInPage::setAccount(const Jid &account, const QList<QUrl> &servers)
{
    m_address->setText(account.isEmpty() ? QString() : account.toDisplayString());
    m_password->clear();
    m_keep->setChecked(m_context.settings.keepsSignedIn());
    QStringList texts;
    for (const QUrl &url : servers)
        texts.append(url.toString());
    m_server->setText(texts.join(u' '));
    setServerShown(!servers.isEmpty());
    showError({});
    focusFirstField();
}

void SignInPage::focusFirstField()
{
    if (m_address->text().isEmpty())
        m_address->setFocus();
    else
        m_password->setFocus();
}

void SignInPage::setServerShown(bool shown)
{
    m_serverLabel->setVisible(shown);
    m_server->setVisible(shown);
}

void SignInPage::setOfflineOffered(bool offered) { m_offline->setVisible(offered); }

void SignInPage::setBusy(bool busy)
{
    m_busy = busy;
    for (QWidget *part : QList<QWidget *>{m_address, m_password, m_server, m_keep, m_offline, m_settings})
        part->setEnabled(!busy);
    m_button->setText(busy ? tr("Cancel") : tr("Sign &in"));
    m_button->setAccessibleName(busy ? tr("Cancel sign-in") : tr("Sign in"));
    m_button->setProperty("primary", !busy);
    m_button->update();
    if (busy) {
        showProblem(tr("Signing in…"));
        m_button->setFocus();
    }
}

void SignInPage::showError(const Error &error)
{
    m_error = error;
    if (m_busy)
        return;
    const auto account = Jid::fromUserInput(m_address->text());
    showProblem(errorText(error, account ? account->domain() : QString()));
    if (error.kind == ErrorKind::WrongPassword) {
        m_password->setFocus();
        m_password->selectAll();
    }
}

void SignInPage::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setAccessibleName(text.isEmpty() ? tr("No error") : text);
    m_problem->setVisible(!text.isEmpty());
    m_live->say(text);
    update();
}

QString SignInPage::serverProblem(SignInRequest &request) const
{
    if (m_server->isHidden())
        return {};
    // Several, in the order in which they are to be tried, between spaces, commas or semicolons.
    static const QRegularExpression separators(u"[\\s,;]+"_s);
    const QStringList texts = m_server->text().split(separators, Qt::SkipEmptyParts);
    for (const QString &text : texts) {
        const QUrl url(typedAddress(text), QUrl::StrictMode);
        const bool known = url.scheme() == "wss"_L1 || url.scheme() == "ws"_L1;
        if (!url.isValid() || url.host().isEmpty() || !known)
            return tr("%1 isn’t a server URL. A server URL begins with wss://.")
                .arg(Wording::isolated(text.left(100)));
        request.servers.append(url);
    }
    return {};
}

QString SignInPage::problem(SignInRequest &request) const
{
    const QString typed = typedAddress(m_address->text());
    if (typed.isEmpty())
        return tr("Enter your address.");
    const auto account = Jid::fromUserInput(typed);
    if (!account || account->isDomain())
        return errorText({ErrorKind::InvalidAddress, {}});
    if (m_password->text().isEmpty())
        return errorText({ErrorKind::PasswordNeeded, {}});
    request.account = account->bare();
    request.password = m_password->text();
    request.keepSignedIn = m_hasKeychain && m_keep->isChecked();
    return serverProblem(request);
}

void SignInPage::submit()
{
    if (m_busy)
        return;
    SignInRequest request;
    const QString wrong = problem(request);
    showProblem(wrong);
    if (wrong.isEmpty())
        Q_EMIT signInRequested(request);
    else if (request.account.isEmpty() && !typedAddress(m_address->text()).isEmpty() &&
             !m_password->text().isEmpty())
        m_address->setFocus();
    else
        focusFirstField();
}

void SignInPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SignInPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_busy)
        Q_EMIT cancelRequested();
    else
        QWidget::keyPressEvent(event);
}

void SignInPage::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_context.theme;
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Token::Sidebar));
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(m_card->geometry()).adjusted(-0.5, -0.5, 0.5, 0.5);
    painter.setPen(Qt::NoPen);
    // A soft shadow: a few faint outlines, wider below.
    for (int i = 12; i > 0; --i) {
        painter.setBrush(QColor(0, 0, 0, 1));
        painter.drawRoundedRect(card.adjusted(-i, -i / 4.0, i, i * 1.75), 14 + i, 14 + i);
    }
    painter.setPen(theme.color(Token::Line));
    painter.setBrush(theme.color(Token::Window));
    painter.drawRoundedRect(card, 14, 14);
    if (m_problem->isVisible()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::Selection));
        painter.drawRoundedRect(QRectF(m_problem->geometry().translated(m_card->pos())), 8, 8);
    }
}

} // namespace roost
