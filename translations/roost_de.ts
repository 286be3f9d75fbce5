<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en_US">
<context>
    <name>ErrorText</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 cannot be reached. Is this computer online?</source>
        <translation>%1 ist nicht erreichbar. Ist dieser Computer online?</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 antwortet nicht.</translation>
    </message>
    <message>
        <source>%1 does not say where its chat service is. Is the address right? If you know the server&apos;s URL, enter it in the connection settings.</source>
        <translation>%1 sagt nicht, wo sein Chat-Dienst ist. Stimmt die Adresse? Wenn du die URL des Servers kennst, trage sie in den Verbindungseinstellungen ein.</translation>
    </message>
    <message>
        <source>The way to %1 is not encrypted. Nothing was sent.</source>
        <translation>Der Weg zu %1 ist nicht verschlüsselt. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>%1 answers, but not as a chat server. Nothing was sent.</source>
        <translation>%1 antwortet, aber nicht als Chat-Server. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The proxy of this network refused the way to %1.</source>
        <translation>Der Proxy dieses Netzes hat den Weg zu %1 verweigert.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not for %1. Nothing was sent.</source>
        <translation>Das Zertifikat des Servers gilt nicht für %1. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is for %1, not %2. Nothing was sent.</source>
        <translation>Das Zertifikat des Servers gilt für %1, nicht für %2. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Nobody this computer trusts vouches for the certificate of %1. Nothing was sent.</source>
        <translation>Niemand, dem dieser Computer vertraut, bürgt für das Zertifikat von %1. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The certificate of %1 was issued by %2, whom this computer does not trust. Nothing was sent.</source>
        <translation>Das Zertifikat von %1 wurde von %2 ausgestellt; dem vertraut dieser Computer nicht. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The certificate of %1 ended on %2. Nothing was sent.</source>
        <translation>Das Zertifikat von %1 ist am %2 abgelaufen. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The certificate of %1 has ended. Nothing was sent.</source>
        <translation>Das Zertifikat von %1 ist abgelaufen. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>No safe connection to %1 could be made. Nothing was sent.</source>
        <translation>Es kam keine sichere Verbindung zu %1 zustande. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>%1 does not accept this address and password.</source>
        <translation>%1 nimmt diese Adresse mit diesem Passwort nicht an.</translation>
    </message>
    <message>
        <source>%1 has switched this account off.</source>
        <translation>%1 hat dieses Konto gesperrt.</translation>
    </message>
    <message>
        <source>%1 offers a weaker sign-in than it did before. The password was not sent.</source>
        <translation>%1 bietet eine schwächere Anmeldung an als früher. Das Passwort wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>%1 offers no way to sign in that is safe enough. The password was not sent.</source>
        <translation>%1 bietet keine Anmeldung an, die sicher genug ist. Das Passwort wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>The server could not prove that it is %1. You are not signed in.</source>
        <translation>Der Server konnte nicht beweisen, dass er %1 ist. Du bist nicht angemeldet.</translation>
    </message>
    <message>
        <source>Please enter your password.</source>
        <translation>Bitte gib dein Passwort ein.</translation>
    </message>
    <message>
        <source>You signed in with the same name of connection somewhere else, so this one was ended.</source>
        <translation>Du hast dich anderswo unter demselben Verbindungsnamen angemeldet, darum wurde diese Verbindung beendet.</translation>
    </message>
    <message>
        <source>The server ended the connection.</source>
        <translation>Der Server hat die Verbindung beendet.</translation>
    </message>
    <message>
        <source>The server sent something that is not allowed, so the connection was ended.</source>
        <translation>Der Server hat etwas Unerlaubtes gesendet, darum wurde die Verbindung beendet.</translation>
    </message>
    <message>
        <source>The server is at its limit. Please try again later.</source>
        <translation>Der Server ist ausgelastet. Bitte versuche es später noch einmal.</translation>
    </message>
    <message>
        <source>This works only while you are online.</source>
        <translation>Das geht nur, solange du online bist.</translation>
    </message>
    <message>
        <source>That does not exist (any more).</source>
        <translation>Das gibt es nicht (mehr).</translation>
    </message>
    <message>
        <source>The other side does not answer to this.</source>
        <translation>Die Gegenseite antwortet darauf nicht.</translation>
    </message>
    <message>
        <source>The server forbids this.</source>
        <translation>Der Server verbietet das.</translation>
    </message>
    <message>
        <source>The server does not allow this.</source>
        <translation>Der Server lässt das nicht zu.</translation>
    </message>
    <message>
        <source>The server did not understand this.</source>
        <translation>Der Server hat das nicht verstanden.</translation>
    </message>
    <message>
        <source>The server of that address cannot be found. Is the address right?</source>
        <translation>Der Server dieser Adresse ist nicht zu finden. Stimmt die Adresse?</translation>
    </message>
    <message>
        <source>The server cannot do this.</source>
        <translation>Der Server kann das nicht.</translation>
    </message>
    <message>
        <source>The server refused this.</source>
        <translation>Der Server hat das abgelehnt.</translation>
    </message>
    <message>
        <source>The file of this account was written by a newer Roost. Please update this one; nothing was changed.</source>
        <translation>Die Datei dieses Kontos stammt von einem neueren Roost. Bitte aktualisiere dieses hier; es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Roost&apos;s files cannot be used.</source>
        <translation>Roosts Dateien sind nicht benutzbar.</translation>
    </message>
    <message>
        <source>This computer offers no keychain, so the password will be asked for each time.</source>
        <translation>Dieser Computer hat keinen Schlüsselbund, darum wird jedes Mal nach dem Passwort gefragt.</translation>
    </message>
    <message>
        <source>The keychain did not give or take the password, so it will be asked for each time.</source>
        <translation>Der Schlüsselbund hat das Passwort nicht herausgegeben oder angenommen, darum wird jedes Mal danach gefragt.</translation>
    </message>
    <message>
        <source>This is no address. An address looks like name@example.com.</source>
        <translation>Das ist keine Adresse. Eine Adresse sieht aus wie name@example.com.</translation>
    </message>
    <message>
        <source>This cannot be used.</source>
        <translation>Das ist nicht zu gebrauchen.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Die Datei ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>not sent: their server cannot be found</source>
        <translation>nicht gesendet: der andere Server ist nicht zu finden</translation>
    </message>
    <message>
        <source>not sent: there is nobody at this address</source>
        <translation>nicht gesendet: unter dieser Adresse ist niemand</translation>
    </message>
    <message>
        <source>not sent: nobody takes messages at this address</source>
        <translation>nicht gesendet: unter dieser Adresse nimmt niemand Nachrichten an</translation>
    </message>
    <message>
        <source>not sent: it is not allowed</source>
        <translation>nicht gesendet: es ist nicht erlaubt</translation>
    </message>
    <message>
        <source>not sent: no answer</source>
        <translation>nicht gesendet: keine Antwort</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message>
        <source>The server</source>
        <translation>Der Server</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>Etwas ist schiefgegangen.</translation>
    </message>
    <message>
        <source>%1 The server says: %2 (%3)</source>
        <translation>%1 Der Server sagt: %2 (%3)</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Die Festplatte ist voll.</translation>
    </message>
    <message>
        <source>Another program is using Roost&apos;s files.</source>
        <translation>Ein anderes Programm benutzt Roosts Dateien.</translation>
    </message>
    <message>
        <source>The file with the messages of this account is damaged and cannot be repaired. It has been left as it is.</source>
        <translation>Die Datei mit den Nachrichten dieses Kontos ist beschädigt und lässt sich nicht reparieren. Sie wurde so gelassen, wie sie ist.</translation>
    </message>
    <message>
        <source>Roost is not allowed to write to its folder.</source>
        <translation>Roost darf nicht in seinen Ordner schreiben.</translation>
    </message>
</context>
<context>
    <name>roost::AboutDialog</name>
    <message>
        <source>About Roost</source>
        <translation>Über Roost</translation>
    </message>
    <message>
        <source>Roost</source>
        <translation>Roost</translation>
    </message>
    <message>
        <source>Roost %1</source>
        <translation>Roost %1</translation>
    </message>
    <message>
        <source>A desktop chat where each contact is one person with many devices.

Free software under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>Ein Chat für den Schreibtisch, in dem jeder Kontakt ein Mensch mit vielen Geräten ist.

Freie Software unter der GNU General Public License, Version 3 oder neuer. Ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>roost::AutomationMark</name>
    <message>
        <source>Automation</source>
        <translation>Automatisierung</translation>
    </message>
    <message>
        <source>Driven by automation</source>
        <translation>Durch Automatisierung gesteuert</translation>
    </message>
</context>
<context>
    <name>roost::Banner</name>
    <message>
        <source>You are offline.</source>
        <translation>Du bist offline.</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbinden …</translation>
    </message>
    <message>
        <source>Not connected.</source>
        <translation>Nicht verbunden.</translation>
    </message>
    <message numerus="yes">
        <source>Reconnecting in %Ln s</source>
        <translation>
            <numerusform>Neuer Versuch in %Ln s</numerusform>
            <numerusform>Neuer Versuch in %Ln s</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>Reconnecting in 4 s · 2 messages wait to be sent</comment>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) wait to be sent</source>
        <translation>
            <numerusform>%Ln Nachricht wartet auf das Senden</numerusform>
            <numerusform>%Ln Nachrichten warten auf das Senden</numerusform>
        </translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Reconnect now</source>
        <translation>Jetzt neu verbinden</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Anmelden …</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Neu anmelden</translation>
    </message>
    <message>
        <source>Go online</source>
        <translation>Online gehen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>Diesen Hinweis schließen</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>The file with your messages is damaged. Roost is repairing it…</source>
        <translation>Die Datei mit deinen Nachrichten ist beschädigt. Roost repariert sie …</translation>
    </message>
    <message>
        <source>%1 Some messages may be missing here.</source>
        <comment>The file … cannot be repaired. Some …</comment>
        <translation>%1 Hier fehlen vielleicht einige Nachrichten.</translation>
    </message>
    <message>
        <source>%1 Until this is fixed, new messages are not shown and yours are not sent.</source>
        <comment>The disk is full. Until …</comment>
        <translation>%1 Bis das behoben ist, werden neue Nachrichten nicht gezeigt und deine nicht gesendet.</translation>
    </message>
    <message>
        <source>The file with your messages was damaged and has been repaired. Everything could be read. The damaged file is kept as %1.</source>
        <translation>Die Datei mit deinen Nachrichten war beschädigt und wurde repariert. Alles war lesbar. Die beschädigte Datei bleibt als %1 erhalten.</translation>
    </message>
    <message>
        <source>The file with your messages was damaged. Everything that could be read has been kept, and the rest is fetched again from your server. The damaged file is kept as %1.</source>
        <translation>Die Datei mit deinen Nachrichten war beschädigt. Alles, was lesbar war, blieb erhalten; der Rest wird noch einmal von deinem Server geholt. Die beschädigte Datei bleibt als %1 erhalten.</translation>
    </message>
</context>
<context>
    <name>roost::ChatPage</name>
    <message>
        <source>Contacts and conversation</source>
        <translation>Kontakte und Unterhaltung</translation>
    </message>
</context>
<context>
    <name>roost::Composer</name>
    <message>
        <source>Write a message</source>
        <translation>Eine Nachricht schreiben</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Message %1</source>
        <comment>placeholder; %1 is a person</comment>
        <translation>Nachricht an %1</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Roost cannot send files yet.</source>
        <translation>Roost kann noch keine Dateien senden.</translation>
    </message>
    <message>
        <source>Roost cannot send pictures yet.</source>
        <translation>Roost kann noch keine Bilder senden.</translation>
    </message>
    <message>
        <source>This is too long for one message. It was not inserted.</source>
        <translation>Das ist zu lang für eine Nachricht. Es wurde nicht eingefügt.</translation>
    </message>
    <message>
        <source>This is too long for one message (%1, at most %2). Shorten it, or send it in parts.</source>
        <translation>Das ist zu lang für eine Nachricht (%1, höchstens %2). Kürze es oder sende es in Teilen.</translation>
    </message>
    <message>
        <source>This has no text. So far, Roost can only send text.</source>
        <translation>Das enthält keinen Text. Roost kann bisher nur Text senden.</translation>
    </message>
</context>
<context>
    <name>roost::ConnectionListModel</name>
    <message>
        <source>%1, %2, %3</source>
        <comment>Laptop, available, Conversations · active now</comment>
        <translation>%1, %2, %3</translation>
    </message>
</context>
<context>
    <name>roost::ContactDelegate</name>
    <message>
        <source>Draft:</source>
        <translation>Entwurf:</translation>
    </message>
</context>
<context>
    <name>roost::ContactDialog</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Edit contact</source>
        <translation>Kontakt bearbeiten</translation>
    </message>
    <message>
        <source>Add a contact</source>
        <translation>Kontakt hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>name@example.com</source>
        <translation>name@example.com</translation>
    </message>
    <message>
        <source>&amp;Name (only you see it)</source>
        <translation>&amp;Name (nur du siehst ihn)</translation>
    </message>
    <message>
        <source>&amp;Labels, with commas between them</source>
        <translation>&amp;Gruppen, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Friends, Work</source>
        <translation>Freunde, Arbeit</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>This is your own address.</source>
        <translation>Das ist deine eigene Adresse.</translation>
    </message>
    <message>
        <source>%1 is in your contacts already.</source>
        <translation>%1 ist schon unter deinen Kontakten.</translation>
    </message>
    <message>
        <source>This is the address of a whole server or service.</source>
        <translation>Das ist die Adresse eines ganzen Servers oder Dienstes.</translation>
    </message>
    <message>
        <source>Some characters cannot stand in an address; it is written %1.</source>
        <translation>Manche Zeichen dürfen nicht in einer Adresse stehen; sie wird %1 geschrieben.</translation>
    </message>
    <message>
        <source>They will be asked whether you may see when they are online.</source>
        <translation>Der Kontakt wird gefragt, ob du sehen darfst, wann er online ist.</translation>
    </message>
    <message>
        <source>For example: foo@example.com</source>
        <translation>Zum Beispiel: foo@example.com</translation>
    </message>
    <message>
        <source>Not an address yet: it looks like name@example.com.</source>
        <translation>Noch keine Adresse: sie sieht aus wie name@example.com.</translation>
    </message>
</context>
<context>
    <name>roost::ContactListView</name>
    <message>
        <source>row %1 of %2</source>
        <translation>Zeile %1 von %2</translation>
    </message>
    <message>
        <source>%1 contacts</source>
        <translation>%1 Kontakte</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Kontakte</translation>
    </message>
</context>
<context>
    <name>roost::ElementTree</name>
    <message>
        <source>Element tree</source>
        <translation>Elementbaum</translation>
    </message>
    <message>
        <source>Filter by role, id, name or selector</source>
        <translation>Nach Rolle, Id, Name oder Selektor filtern</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>A&amp;ktualisieren</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Elements as scripts see them</source>
        <translation>Elemente, wie Skripte sie sehen</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Selector of the chosen element</source>
        <translation>Selektor des gewählten Elements</translation>
    </message>
    <message>
        <source>&amp;Copy selector</source>
        <translation>Selektor &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy selector</source>
        <translation>Selektor kopieren</translation>
    </message>
    <message>
        <source>What you choose is framed in its window; Enter copies its selector, F5 looks again.</source>
        <translation>Was du wählst, wird in seinem Fenster umrahmt; Eingabe kopiert den Selektor, F5 sieht neu nach.</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>roost::ElementTreeAction</name>
    <message>
        <source>&amp;Element tree…</source>
        <translation>&amp;Elementbaum …</translation>
    </message>
</context>
<context>
    <name>roost::EndpointPanel</name>
    <message>
        <source>Un&amp;block</source>
        <translation>&amp;Freigeben</translation>
    </message>
    <message>
        <source>&amp;Block</source>
        <translation>&amp;Blockieren</translation>
    </message>
    <message>
        <source>&amp;Remove from contacts…</source>
        <translation>Aus den Kontakten &amp;entfernen …</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>&amp;Message only this device</source>
        <translation>Nur diesem Gerät sch&amp;reiben</translation>
    </message>
    <message>
        <source>Picture of %1</source>
        <translation>Bild von %1</translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation>Adresse: %1</translation>
    </message>
    <message>
        <source>Status: %1</source>
        <translation>Status: %1</translation>
    </message>
    <message>
        <source>Tell me when %1 comes online</source>
        <translation>Sag mir, wenn %1 online kommt</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two labels</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>Not connected anywhere that you can see.</source>
        <translation>Nirgends verbunden, soweit du sehen kannst.</translation>
    </message>
    <message>
        <source>Blocked: neither messages nor presence go either way.</source>
        <translation>Blockiert: weder Nachrichten noch Anwesenheit gehen hin oder her.</translation>
    </message>
    <message>
        <source>Wants to see when you are online.</source>
        <translation>Möchte sehen, wann du online bist.</translation>
    </message>
    <message>
        <source>You asked to see when they are online; no answer yet.</source>
        <translation>Du hast gefragt, ob du die Anwesenheit sehen darfst; noch keine Antwort.</translation>
    </message>
    <message>
        <source>You do not see when they are online.</source>
        <translation>Du siehst nicht, wann dieser Kontakt online ist.</translation>
    </message>
    <message>
        <source>You see when they are online; they do not see when you are.</source>
        <translation>Du siehst, wann dieser Kontakt online ist; er sieht es von dir nicht.</translation>
    </message>
    <message>
        <source>You see each other&apos;s presence.</source>
        <translation>Ihr seht gegenseitig, wann ihr online seid.</translation>
    </message>
    <message>
        <source>Ask &amp;again</source>
        <translation>&amp;Noch einmal fragen</translation>
    </message>
    <message>
        <source>Ask to &amp;see presence</source>
        <translation>&amp;Um Anwesenheit bitten</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten …</translation>
    </message>
    <message>
        <source>Edit name and labels</source>
        <translation>Name und Gruppen bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Add to contacts</source>
        <translation>Zu Kontakten &amp;hinzufügen</translation>
    </message>
    <message>
        <source>Add to contacts</source>
        <translation>Zu Kontakten hinzufügen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Acce&amp;pt</source>
        <translation>&amp;Annehmen</translation>
    </message>
    <message>
        <source>Accept the request</source>
        <translation>Die Anfrage annehmen</translation>
    </message>
    <message>
        <source>&amp;Decline</source>
        <translation>Ab&amp;lehnen</translation>
    </message>
    <message>
        <source>Decline the request</source>
        <translation>Die Anfrage ablehnen</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Tell me</source>
        <translation>Sag mir Bescheid</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>Anwesenheit</translation>
    </message>
    <message>
        <source>When they come online</source>
        <translation>Sobald erreichbar</translation>
    </message>
</context>
<context>
    <name>roost::FreedesktopNotifier</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>roost::Highlight</name>
    <message>
        <source>Frame around an element</source>
        <translation>Rahmen um ein Element</translation>
    </message>
</context>
<context>
    <name>roost::ImportDialog</name>
    <message>
        <source>The file is too large.</source>
        <translation>Die Datei ist zu groß.</translation>
    </message>
    <message>
        <source>This is neither a CSV nor a vCard file.</source>
        <translation>Das ist weder eine CSV- noch eine vCard-Datei.</translation>
    </message>
    <message>
        <source>Line %L1: %2: %3</source>
        <comment>a contact that could not be added, why</comment>
        <translation>Zeile %L1: %2: %3</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 wird gelesen …</translation>
    </message>
    <message>
        <source>%L1 of %L2 added…</source>
        <translation>%L1 von %L2 hinzugefügt …</translation>
    </message>
    <message numerus="yes">
        <source>%Ln contact(s) added.</source>
        <translation>
            <numerusform>%Ln Kontakt hinzugefügt.</numerusform>
            <numerusform>%Ln Kontakte hinzugefügt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contact(s) found in %1. Choose whom to add.</source>
        <translation>
            <numerusform>%Ln Kontakt in %1 gefunden. Wähle, wen du hinzufügen möchtest.</numerusform>
            <numerusform>%Ln Kontakte in %1 gefunden. Wähle, wen du hinzufügen möchtest.</numerusform>
        </translation>
    </message>
    <message>
        <source>Contacts can be added only while you are online.</source>
        <translation>Kontakte lassen sich nur hinzufügen, solange du online bist.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Add %Ln contact(s)</source>
        <translation>
            <numerusform>%Ln Kontakt &amp;hinzufügen</numerusform>
            <numerusform>%Ln Kontakte &amp;hinzufügen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln contact(s)</source>
        <translation>
            <numerusform>%Ln Kontakt hinzufügen</numerusform>
            <numerusform>%Ln Kontakte hinzufügen</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Import contacts</source>
        <translation>Kontakte importieren</translation>
    </message>
    <message>
        <source>Contacts found</source>
        <translation>Gefundene Kontakte</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Line %L1: no XMPP address</source>
        <translation>Zeile %L1: keine XMPP-Adresse</translation>
    </message>
    <message>
        <source>Line %L1: %2 has no XMPP address</source>
        <translation>Zeile %L1: %2 hat keine XMPP-Adresse</translation>
    </message>
    <message>
        <source>Line %L1: %2 is not a valid address</source>
        <translation>Zeile %L1: %2 ist keine gültige Adresse</translation>
    </message>
    <message>
        <source>Line %L1: %2 is an email address, not an XMPP address</source>
        <translation>Zeile %L1: %2 ist eine E-Mail-Adresse, keine XMPP-Adresse</translation>
    </message>
    <message>
        <source>Line %L1: %2 is an address on another network (%3)</source>
        <translation>Zeile %L1: %2 ist eine Adresse in einem anderen Netz (%3)</translation>
    </message>
    <message>
        <source>Line %L1: the file does not say which network %2 belongs to</source>
        <translation>Zeile %L1: die Datei sagt nicht, zu welchem Netz %2 gehört</translation>
    </message>
    <message>
        <source>Line %L1: %2 is a group chat, not a person</source>
        <translation>Zeile %L1: %2 ist ein Gruppenchat, kein Mensch</translation>
    </message>
    <message>
        <source>Line %L1: the column %2 also contains addresses; only one column is imported</source>
        <translation>Zeile %L1: auch die Spalte %2 enthält Adressen; nur eine Spalte wird importiert</translation>
    </message>
    <message>
        <source>Line %L1: %2 appears more than once</source>
        <translation>Zeile %L1: %2 kommt mehrmals vor</translation>
    </message>
    <message>
        <source>Line %L1: this entry is damaged</source>
        <translation>Zeile %L1: dieser Eintrag ist beschädigt</translation>
    </message>
    <message>
        <source>Line %L1: the file is too long; the remaining lines are not imported</source>
        <translation>Zeile %L1: die Datei ist zu lang; die übrigen Zeilen werden nicht importiert</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Skipped or unclear: %Ln line(s)</source>
        <translation>
            <numerusform>Übersprungen oder &amp;unklar: %Ln Zeile</numerusform>
            <numerusform>Übersprungen oder &amp;unklar: %Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Skipped or unclear lines</source>
        <translation>Übersprungene oder unklare Zeilen</translation>
    </message>
    <message>
        <source>Line %L1: the text encoding %2 is unknown; please check the contact&apos;s name</source>
        <translation>Zeile %L1: die Textkodierung %2 ist unbekannt; bitte prüfe den Namen des Kontakts</translation>
    </message>
</context>
<context>
    <name>roost::ImportListModel</name>
    <message>
        <source>already there</source>
        <translation>schon da</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmerkung</translation>
    </message>
</context>
<context>
    <name>roost::LiveRegion</name>
    <message>
        <source>Announcements</source>
        <translation>Ansagen</translation>
    </message>
</context>
<context>
    <name>roost::LongTextDialog</name>
    <message>
        <source>Whole message</source>
        <translation>Ganze Nachricht</translation>
    </message>
    <message>
        <source>Text of the message</source>
        <translation>Text der Nachricht</translation>
    </message>
    <message>
        <source>Copy &amp;all</source>
        <translation>&amp;Alles kopieren</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alles kopieren</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>roost::MainActions</name>
    <message>
        <source>&amp;Requests (%L1)</source>
        <translation>&amp;Anfragen (%L1)</translation>
    </message>
    <message>
        <source>&amp;Requests</source>
        <translation>&amp;Anfragen</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>&amp;Add contact…</source>
        <translation>Kontakt &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>&amp;Import contacts…</source>
        <translation>Kontakte &amp;importieren …</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>A&amp;bout Roost</source>
        <translation>Ü&amp;ber Roost</translation>
    </message>
    <message>
        <source>&amp;Sign out…</source>
        <translation>Ab&amp;melden …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Be&amp;enden</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>Nächster Teil des Fensters</translation>
    </message>
    <message>
        <source>Previous part of the window</source>
        <translation>Voriger Teil des Fensters</translation>
    </message>
    <message>
        <source>Next contact</source>
        <translation>Nächster Kontakt</translation>
    </message>
    <message>
        <source>Previous contact</source>
        <translation>Voriger Kontakt</translation>
    </message>
    <message>
        <source>Show or hide the details</source>
        <translation>Einzelheiten zeigen oder verbergen</translation>
    </message>
    <message>
        <source>All contacts</source>
        <translation>Alle Kontakte</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Erreichbar</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Das Fenster schließen</translation>
    </message>
</context>
<context>
    <name>roost::MainWindow</name>
    <message>
        <source>Roost</source>
        <translation>Roost</translation>
    </message>
    <message>
        <source>Remove contact</source>
        <translation>Kontakt entfernen</translation>
    </message>
    <message>
        <source>Remove %1 from your contacts? Neither of you will see when the other is online. The messages stay.</source>
        <translation>%1 aus deinen Kontakten entfernen? Dann sieht keiner von euch mehr, wann der andere online ist. Die Nachrichten bleiben.</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Blockieren</translation>
    </message>
    <message>
        <source>Block %1? They can no longer reach you or see when you are online.</source>
        <translation>%1 blockieren? Dieser Kontakt kann dich dann nicht mehr erreichen und nicht sehen, wann du online bist.</translation>
    </message>
    <message>
        <source>&amp;Block</source>
        <translation>&amp;Blockieren</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>&amp;Nachricht</translation>
    </message>
    <message>
        <source>&amp;Tell me when they come online</source>
        <translation>&amp;Sag mir, wenn dieser Kontakt online kommt</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten …</translation>
    </message>
    <message>
        <source>&amp;Add to contacts…</source>
        <translation>Zu Kontakten &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>Un&amp;block</source>
        <translation>&amp;Freigeben</translation>
    </message>
    <message>
        <source>&amp;Block…</source>
        <translation>&amp;Blockieren …</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Entfernen …</translation>
    </message>
    <message>
        <source>Import contacts</source>
        <translation>Kontakte importieren</translation>
    </message>
    <message>
        <source>Contacts (*.csv *.vcf *.vcard)</source>
        <translation>Kontakte (*.csv *.vcf *.vcard)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Sign out of %1? The password is forgotten on this computer; contacts and messages stay.</source>
        <translation>Von %1 abmelden? Das Passwort wird auf diesem Computer vergessen; Kontakte und Nachrichten bleiben.</translation>
    </message>
    <message>
        <source>&amp;Sign out</source>
        <translation>&amp;Abmelden</translation>
    </message>
    <message>
        <source>Contacts and conversation</source>
        <translation>Kontakte und Unterhaltung</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Raum</translation>
    </message>
    <message>
        <source>%1 is a room. Roost does not support rooms yet.</source>
        <translation>%1 ist ein Raum. Roost unterstützt noch keine Räume.</translation>
    </message>
    <message>
        <source>This link asks for an action that Roost does not support: %1</source>
        <translation>Dieser Link verlangt etwas, das Roost nicht unterstützt: %1</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>Link öffnen</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Roost cannot open this link: it contains no address.</source>
        <translation>Roost kann diesen Link nicht öffnen: er enthält keine Adresse.</translation>
    </message>
    <message>
        <source>This link may not lead where it seems to. It opens the server %1:

%2</source>
        <comment>a host; the whole link</comment>
        <translation>Dieser Link führt vielleicht nicht dorthin, wohin er zu führen scheint. Er öffnet den Server %1:

%2</translation>
    </message>
</context>
<context>
    <name>roost::MessageLayout</name>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Nicht gesendet</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Noch einmal senden</translation>
    </message>
    <message>
        <source>Send to all</source>
        <translation>An alle senden</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>laptop delivered</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>roost::OwnHeader</name>
    <message>
        <source>Connecting…</source>
        <translation>Verbinden …</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>Available · shipping 1.0 today</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Your picture</source>
        <translation>Dein Bild</translation>
    </message>
    <message>
        <source>You: %1, %2</source>
        <comment>name, presence</comment>
        <translation>Du: %1, %2</translation>
    </message>
    <message>
        <source>Change your presence</source>
        <translation>Deine Anwesenheit ändern</translation>
    </message>
</context>
<context>
    <name>roost::PlatformNotifier</name>
    <message>
        <source>New message</source>
        <translation>Neue Nachricht</translation>
    </message>
    <message>
        <source>%1 is online</source>
        <translation>%1 ist online</translation>
    </message>
    <message>
        <source>You asked to be told.</source>
        <translation>Du wolltest es wissen.</translation>
    </message>
    <message>
        <source>Request of %1</source>
        <translation>Anfrage von %1</translation>
    </message>
    <message>
        <source>Wants to see when you are online.</source>
        <translation>Möchte sehen, wann du online bist.</translation>
    </message>
    <message>
        <source>Many strangers write</source>
        <translation>Viele Fremde schreiben</translation>
    </message>
    <message>
        <source>Their messages and requests wait in the window.</source>
        <translation>Ihre Nachrichten und Anfragen warten im Fenster.</translation>
    </message>
</context>
<context>
    <name>roost::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>C&amp;olours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Mitteilungen</translation>
    </message>
    <message>
        <source>Tell me of new &amp;messages</source>
        <translation>Neue &amp;Nachrichten melden</translation>
    </message>
    <message>
        <source>Tell me of new messages</source>
        <translation>Neue Nachrichten melden</translation>
    </message>
    <message>
        <source>Show their &amp;text too</source>
        <translation>Auch ihren &amp;Text zeigen</translation>
    </message>
    <message>
        <source>Show the text of messages in notifications</source>
        <translation>Den Text der Nachrichten in Mitteilungen zeigen</translation>
    </message>
    <message>
        <source>&amp;Stay in the notification area when the window is closed</source>
        <translation>Im &amp;Benachrichtigungsfeld bleiben, wenn das Fenster geschlossen wird</translation>
    </message>
    <message>
        <source>Stay in the notification area when the window is closed</source>
        <translation>Im Benachrichtigungsfeld bleiben, wenn das Fenster geschlossen wird</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>What my contacts learn</source>
        <translation>Was meine Kontakte erfahren</translation>
    </message>
    <message>
        <source>When I am t&amp;yping</source>
        <translation>Wenn ich sch&amp;reibe</translation>
    </message>
    <message>
        <source>Tell my contacts when I am typing</source>
        <translation>Meinen Kontakten zeigen, wenn ich schreibe</translation>
    </message>
    <message>
        <source>When I have &amp;read their messages</source>
        <translation>Wenn ich ihre Nachrichten &amp;gelesen habe</translation>
    </message>
    <message>
        <source>Tell my contacts when I have read their messages</source>
        <translation>Meinen Kontakten zeigen, wenn ich ihre Nachrichten gelesen habe</translation>
    </message>
    <message>
        <source>Show me as &amp;away when I do not touch the computer</source>
        <translation>Als &amp;abwesend zeigen, wenn ich den Rechner nicht berühre</translation>
    </message>
    <message>
        <source>Show me as away when I do not touch the computer</source>
        <translation>Als abwesend zeigen, wenn ich den Rechner nicht berühre</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message numerus="yes">
        <source>After %Ln minute(s)</source>
        <translation>
            <numerusform>Nach %Ln Minute</numerusform>
            <numerusform>Nach %Ln Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>Start with the &amp;system, without a window</source>
        <translation>Mit dem &amp;System starten, ohne Fenster</translation>
    </message>
    <message>
        <source>Start with the system, without a window</source>
        <translation>Mit dem System starten, ohne Fenster</translation>
    </message>
</context>
<context>
    <name>roost::PresenceMenu</name>
    <message>
        <source>Free to chat</source>
        <translation>Bereit zum Plaudern</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Nicht stören</translation>
    </message>
    <message>
        <source>Away for long</source>
        <translation>Länger abwesend</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Your presence</source>
        <translation>Deine Anwesenheit</translation>
    </message>
    <message>
        <source>Also on: %1</source>
        <translation>Auch auf: %1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two devices</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>Status &amp;text…</source>
        <translation>Status&amp;text …</translation>
    </message>
</context>
<context>
    <name>roost::RequestsDialog</name>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>No requests</source>
        <translation>Keine Anfragen</translation>
    </message>
    <message>
        <source>Whoever wants to see when you are online will stand here.</source>
        <translation>Wer sehen möchte, wann du online bist, steht hier.</translation>
    </message>
    <message>
        <source>Request of %1</source>
        <translation>Anfrage von %1</translation>
    </message>
    <message>
        <source>Picture of %1</source>
        <translation>Bild von %1</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Accept the request of %1</source>
        <translation>Die Anfrage von %1 annehmen</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Decline the request of %1</source>
        <translation>Die Anfrage von %1 ablehnen</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Blockieren</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>%1 blockieren</translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more</source>
        <translation>
            <numerusform>Und %Ln weitere</numerusform>
            <numerusform>Und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Decline all of them</source>
        <translation>Alle diese ablehnen</translation>
    </message>
</context>
<context>
    <name>roost::Sidebar</name>
    <message>
        <source>Contacts</source>
        <translation>Kontakte</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Search people</source>
        <translation>Leute suchen</translation>
    </message>
    <message>
        <source>Shortcut of the search field</source>
        <translation>Tastenkürzel des Suchfelds</translation>
    </message>
    <message>
        <source>Nobody here yet</source>
        <translation>Noch niemand hier</translation>
    </message>
    <message>
        <source>Add somebody by their address, and you will see when they are online.</source>
        <translation>Füge jemanden über die Adresse hinzu, dann siehst du, wann er online ist.</translation>
    </message>
    <message>
        <source>Add a contact</source>
        <translation>Kontakt hinzufügen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Unread %L1</source>
        <translation>Ungelesen %L1</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Online %L1</source>
        <translation>Erreichbar %L1</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Erreichbar</translation>
    </message>
    <message>
        <source>All contacts</source>
        <translation>Alle Kontakte</translation>
    </message>
    <message numerus="yes">
        <source>Unread: %Ln contact(s)</source>
        <translation>
            <numerusform>Ungelesen: %Ln Kontakt</numerusform>
            <numerusform>Ungelesen: %Ln Kontakte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Online: %Ln contact(s)</source>
        <translation>
            <numerusform>Erreichbar: %Ln Kontakt</numerusform>
            <numerusform>Erreichbar: %Ln Kontakte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) to see when you are online</source>
        <translation>
            <numerusform>%Ln Anfrage nach deiner Anwesenheit</numerusform>
            <numerusform>%Ln Anfragen nach deiner Anwesenheit</numerusform>
        </translation>
    </message>
    <message>
        <source>No match</source>
        <translation>Kein Treffer</translation>
    </message>
    <message>
        <source>Nobody in this list is called %1.</source>
        <translation>Niemand in dieser Liste heißt %1.</translation>
    </message>
    <message>
        <source>All read</source>
        <translation>Alles gelesen</translation>
    </message>
    <message>
        <source>There is nothing that you have not seen.</source>
        <translation>Es gibt nichts, was du nicht gesehen hast.</translation>
    </message>
    <message>
        <source>Nobody online</source>
        <translation>Niemand erreichbar</translation>
    </message>
    <message>
        <source>None of your contacts is online now.</source>
        <translation>Keiner deiner Kontakte ist gerade online.</translation>
    </message>
</context>
<context>
    <name>roost::SignInPage</name>
    <message>
        <source>Welcome to Roost</source>
        <translation>Willkommen bei Roost</translation>
    </message>
    <message>
        <source>Reach people, wherever they are connected.</source>
        <translation>Erreiche Menschen, wo immer sie verbunden sind.</translation>
    </message>
    <message>
        <source>Roost</source>
        <translation>Roost</translation>
    </message>
    <message>
        <source>Your &amp;address</source>
        <translation>Deine &amp;Adresse</translation>
    </message>
    <message>
        <source>Your address</source>
        <translation>Deine Adresse</translation>
    </message>
    <message>
        <source>name@example.com</source>
        <translation>name@example.com</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>&amp;Keep me signed in</source>
        <translation>Angemeldet &amp;bleiben</translation>
    </message>
    <message>
        <source>Keep me signed in (stored in the system keychain)</source>
        <translation>Angemeldet bleiben (im Schlüsselbund des Systems gespeichert)</translation>
    </message>
    <message>
        <source>Your password is then stored in the system keychain.</source>
        <translation>Dein Passwort wird dann im Schlüsselbund des Systems gespeichert.</translation>
    </message>
    <message>
        <source>There is no system keychain here: the password is asked for each time.</source>
        <translation>Hier gibt es keinen Schlüsselbund: nach dem Passwort wird jedes Mal gefragt.</translation>
    </message>
    <message>
        <source>&amp;Server URL (empty: found by the address)</source>
        <translation>&amp;Server-URL (leer: wird über die Adresse gefunden)</translation>
    </message>
    <message>
        <source>Server URL</source>
        <translation>Server-URL</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Sign &amp;in</source>
        <translation>An&amp;melden</translation>
    </message>
    <message>
        <source>Cancel signing in</source>
        <translation>Anmelden abbrechen</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Read &amp;offline</source>
        <translation>&amp;Offline lesen</translation>
    </message>
    <message>
        <source>Read offline</source>
        <translation>Offline lesen</translation>
    </message>
    <message>
        <source>&amp;Connection settings…</source>
        <translation>&amp;Verbindungseinstellungen …</translation>
    </message>
    <message>
        <source>Connection settings</source>
        <translation>Verbindungseinstellungen</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Anmelden …</translation>
    </message>
    <message>
        <source>No problem</source>
        <translation>Kein Problem</translation>
    </message>
    <message>
        <source>%1 is no server URL. It begins with wss://.</source>
        <translation>%1 ist keine Server-URL. Sie beginnt mit wss://.</translation>
    </message>
    <message>
        <source>Please enter your address.</source>
        <translation>Bitte gib deine Adresse ein.</translation>
    </message>
</context>
<context>
    <name>roost::StartProblemDialog</name>
    <message>
        <source>The messages of this account were saved by a newer version of Roost. Nothing was changed. Update Roost to open them.</source>
        <translation>Die Nachrichten dieses Kontos wurden von einer neueren Version von Roost gespeichert. Es wurde nichts verändert. Aktualisiere Roost, um sie zu öffnen.</translation>
    </message>
    <message>
        <source>The messages of this account are damaged and cannot be opened. Nothing was changed.</source>
        <translation>Die Nachrichten dieses Kontos sind beschädigt und lassen sich nicht öffnen. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>The disk is full, so the messages of this account cannot be opened. Free some space, then try again.</source>
        <translation>Die Festplatte ist voll, darum lassen sich die Nachrichten dieses Kontos nicht öffnen. Schaffe Platz und versuche es dann noch einmal.</translation>
    </message>
    <message>
        <source>Roost has no permission to write to the messages of this account. Check the permissions of the folder, then try again.</source>
        <translation>Roost hat keine Schreibrechte für die Nachrichten dieses Kontos. Prüfe die Rechte des Ordners und versuche es dann noch einmal.</translation>
    </message>
    <message>
        <source>The messages of this account cannot be opened.</source>
        <translation>Die Nachrichten dieses Kontos lassen sich nicht öffnen.</translation>
    </message>
    <message>
        <source>Roost keeps settings and messages in the folder %1, but there is a file with that name.</source>
        <translation>Roost bewahrt Einstellungen und Nachrichten im Ordner %1 auf, aber es gibt eine Datei dieses Namens.</translation>
    </message>
    <message>
        <source>Roost cannot create the folder %1, where it keeps settings and messages.</source>
        <translation>Roost kann den Ordner %1 nicht anlegen, in dem es Einstellungen und Nachrichten aufbewahrt.</translation>
    </message>
    <message>
        <source>Roost has no permission to write to the folder %1, where it keeps settings and messages. Check its permissions, or choose another folder.</source>
        <translation>Roost hat keine Schreibrechte für den Ordner %1, in dem es Einstellungen und Nachrichten aufbewahrt. Prüfe seine Rechte oder wähle einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The disk is full, so Roost cannot write to the folder %1. Free some space, then try again.</source>
        <translation>Die Festplatte ist voll, darum kann Roost nicht in den Ordner %1 schreiben. Schaffe Platz und versuche es dann noch einmal.</translation>
    </message>
    <message>
        <source>Roost cannot read its settings in %1.</source>
        <translation>Roost kann seine Einstellungen in %1 nicht lesen.</translation>
    </message>
    <message>
        <source>Roost was started with the file %1, which cannot be read.</source>
        <translation>Roost wurde mit der Datei %1 gestartet, die nicht lesbar ist.</translation>
    </message>
    <message>
        <source>Roost was started with an option that it cannot use.</source>
        <translation>Roost wurde mit einer Option gestartet, die es nicht verwenden kann.</translation>
    </message>
    <message>
        <source>An unexpected problem occurred.</source>
        <translation>Ein unerwartetes Problem ist aufgetreten.</translation>
    </message>
    <message>
        <source>Choose a folder for settings and messages</source>
        <translation>Einen Ordner für Einstellungen und Nachrichten wählen</translation>
    </message>
    <message>
        <source>Roost cannot start</source>
        <translation>Roost kann nicht starten</translation>
    </message>
    <message>
        <source>This account cannot be opened</source>
        <translation>Dieses Konto lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>Choose another &amp;folder…</source>
        <translation>&amp;Anderen Ordner wählen …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Be&amp;enden</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Noch einmal &amp;versuchen</translation>
    </message>
    <message>
        <source>Another program has locked the messages of this account. Quit that program, then try again.</source>
        <translation>Ein anderes Programm hat die Nachrichten dieses Kontos gesperrt. Beende es und versuche es dann noch einmal.</translation>
    </message>
    <message>
        <source>Roost is already running with the folder %1, but does not respond. Quit it, then try again.</source>
        <translation>Roost läuft schon mit dem Ordner %1, antwortet aber nicht. Beende es und versuche es dann noch einmal.</translation>
    </message>
    <message>
        <source>Roost was started with the log file %1, which cannot be written to.</source>
        <translation>Roost wurde mit der Protokolldatei %1 gestartet, in die es nicht schreiben kann.</translation>
    </message>
    <message>
        <source>Copy &amp;details</source>
        <translation>Einzelheiten &amp;kopieren</translation>
    </message>
    <message>
        <source>For this start only. To use another folder every time, start Roost with --profile.</source>
        <translation>Nur für diesen Start. Um immer einen anderen Ordner zu verwenden, starte Roost mit --profile.</translation>
    </message>
</context>
<context>
    <name>roost::StatusDialog</name>
    <message>
        <source>Status text</source>
        <translation>Statustext</translation>
    </message>
    <message>
        <source>&amp;What your contacts read beside your presence</source>
        <translation>&amp;Was deine Kontakte neben deiner Anwesenheit lesen</translation>
    </message>
    <message>
        <source>Back at three</source>
        <translation>Um drei zurück</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>roost::TargetChip</name>
    <message>
        <source>For whom the message is</source>
        <translation>Für wen die Nachricht ist</translation>
    </message>
    <message>
        <source>To all devices again</source>
        <translation>Wieder an alle Geräte</translation>
    </message>
    <message>
        <source>To: all devices</source>
        <translation>An: alle Geräte</translation>
    </message>
    <message>
        <source>Choose a device that alone gets the message</source>
        <translation>Ein Gerät wählen, das allein die Nachricht bekommt</translation>
    </message>
    <message>
        <source>Only %1</source>
        <comment>only laptop</comment>
        <translation>Nur %1</translation>
    </message>
    <message>
        <source>Only %1, which has gone</source>
        <translation>Nur %1 (nicht mehr da)</translation>
    </message>
    <message>
        <source>All devices</source>
        <translation>Alle Geräte</translation>
    </message>
    <message>
        <source>Only %1 · %2</source>
        <comment>laptop · Conversations · active now</comment>
        <translation>Nur %1 · %2</translation>
    </message>
</context>
<context>
    <name>roost::ThreadHeader</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
    <message>
        <source>Picture of %1</source>
        <translation>Bild von %1</translation>
    </message>
</context>
<context>
    <name>roost::ThreadModel</name>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>what stands above a message; the message</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>This is the beginning</source>
        <translation>Hier fängt es an</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>date format: day, month and year</comment>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>Complete since %1 · older messages are being loaded</source>
        <translation>Vollständig seit %1 · ältere Nachrichten werden geladen</translation>
    </message>
    <message>
        <source>Complete since %1 · older messages are not here yet</source>
        <translation>Vollständig seit %1 · ältere Nachrichten fehlen noch</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>the last message; what stands below it</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Newer messages are being loaded</source>
        <translation>Neuere Nachrichten werden geladen</translation>
    </message>
    <message>
        <source>[%1] %2: </source>
        <comment>time and name before a copied message</comment>
        <translation>[%1] %2: </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>day and time</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>roost::ThreadPane</name>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Nobody chosen</source>
        <translation>Niemand ausgewählt</translation>
    </message>
    <message>
        <source>Choose somebody from the list to read and write.</source>
        <translation>Wähle jemanden aus der Liste, um zu lesen und zu schreiben.</translation>
    </message>
    <message>
        <source>Nobody is typing</source>
        <translation>Niemand schreibt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new message(s)</source>
        <translation>
            <numerusform>%Ln neue Nachricht</numerusform>
            <numerusform>%Ln neue Nachrichten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roost::ThreadView</name>
    <message>
        <source>message %1 of %2</source>
        <translation>Nachricht %1 von %2</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Noch einmal senden</translation>
    </message>
    <message>
        <source>Send to all</source>
        <translation>An alle senden</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 Nachrichten</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Go to the newest message</source>
        <translation>Zur neuesten Nachricht</translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation>Noch keine Nachrichten</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>Link öffnen</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Copy selected text</source>
        <translation>Ausgewählten Text kopieren</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Nachricht kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Messages are being loaded</source>
        <translation>Nachrichten werden geladen</translation>
    </message>
</context>
<context>
    <name>roost::Tray</name>
    <message>
        <source>Roost</source>
        <translation>Roost</translation>
    </message>
    <message>
        <source>&amp;Show or hide the window</source>
        <translation>Fenster &amp;zeigen oder verbergen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Be&amp;enden</translation>
    </message>
    <message>
        <source>&amp;Presence</source>
        <translation>&amp;Anwesenheit</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread conversation(s)</source>
        <translation>
            <numerusform>%Ln ungelesene Unterhaltung</numerusform>
            <numerusform>%Ln ungelesene Unterhaltungen</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing unread</source>
        <translation>nichts ungelesen</translation>
    </message>
    <message>
        <source>Roost: %1</source>
        <translation>Roost: %1</translation>
    </message>
</context>
<context>
    <name>roost::Wording</name>
    <message>
        <source>%1 %2</source>
        <comment>laptop delivered</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>free for chat</source>
        <translation>bereit zum Plaudern</translation>
    </message>
    <message>
        <source>available</source>
        <translation>verfügbar</translation>
    </message>
    <message>
        <source>away</source>
        <translation>abwesend</translation>
    </message>
    <message>
        <source>do not disturb</source>
        <translation>nicht stören</translation>
    </message>
    <message>
        <source>away for longer</source>
        <translation>länger abwesend</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>laptop</source>
        <translation>Laptop</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>tablet</source>
        <translation>Tablet</translation>
    </message>
    <message>
        <source>web</source>
        <translation>Browser</translation>
    </message>
    <message>
        <source>bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>console</source>
        <translation>Konsole</translation>
    </message>
    <message>
        <source>thing</source>
        <translation>Ding</translation>
    </message>
    <message>
        <source>device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Cell phone</source>
        <translation>Handy</translation>
    </message>
    <message>
        <source>idle %1</source>
        <translation>seit %1 unbenutzt</translation>
    </message>
    <message>
        <source>active now</source>
        <translation>jetzt aktiv</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>away 4 min</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>client name · activity</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Last seen at %1</source>
        <translation>Zuletzt gesehen um %1</translation>
    </message>
    <message>
        <source>Last seen yesterday at %1</source>
        <translation>Zuletzt gesehen gestern um %1</translation>
    </message>
    <message>
        <source>Last seen %1</source>
        <comment>on a day</comment>
        <translation>Zuletzt gesehen %1</translation>
    </message>
    <message>
        <source>%1 · %2 %3</source>
        <comment>Available · laptop active now</comment>
        <translation>%1 · %2 %3</translation>
    </message>
    <message>
        <source>%1 on %2 connections · %3 %4</source>
        <comment>Available on 3 connections · laptop active now</comment>
        <translation>%1 auf %2 Verbindungen · %3 %4</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>phone · away 4 min</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <comment>available on laptop</comment>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>; </source>
        <comment>between clauses</comment>
        <translation>; </translation>
    </message>
    <message>
        <source>You: %1</source>
        <translation>Du: %1</translation>
    </message>
    <message>
        <source>Waiting for an answer to your request</source>
        <translation>Deine Anfrage wartet auf Antwort</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>auf %1</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>%1 unread</source>
        <translation>%1 ungelesen</translation>
    </message>
    <message>
        <source>draft: %1</source>
        <translation>Entwurf: %1</translation>
    </message>
    <message>
        <source>last message %1: %2</source>
        <comment>09:16: Hello</comment>
        <translation>letzte Nachricht %1: %2</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date format: day and month, short</comment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <comment>date format: weekday, day and month</comment>
        <translation>dddd, d. MMMM</translation>
    </message>
    <message>
        <source>dddd, d MMMM yyyy</source>
        <comment>date format: weekday, day, month and year</comment>
        <translation>dddd, d. MMMM yyyy</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 Min.</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>hours</comment>
        <translation>%1 Std.</translation>
    </message>
    <message>
        <source>%1 d</source>
        <comment>days</comment>
        <translation>%1 T.</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>zugestellt</translation>
    </message>
    <message>
        <source>read</source>
        <comment>by the other side</comment>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>only this device</source>
        <translation>nur dieses Gerät</translation>
    </message>
    <message>
        <source>for %1, but %2 got it</source>
        <comment>laptop, phone</comment>
        <translation>für %1, doch %2 hat es bekommen</translation>
    </message>
    <message>
        <source>only %1</source>
        <comment>only laptop</comment>
        <translation>nur %1</translation>
    </message>
    <message>
        <source>%1 has gone: send to all?</source>
        <comment>Laptop has gone</comment>
        <translation>%1 ist nicht mehr da: an alle senden?</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>wartet auf das Senden</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message>
        <source>%1 is typing on %2…</source>
        <comment>Foo is typing on phone…</comment>
        <translation>%1 schreibt auf %2 …</translation>
    </message>
    <message>
        <source>typing…</source>
        <comment>instead of the last message</comment>
        <translation>schreibt …</translation>
    </message>
    <message>
        <source>typing</source>
        <translation>schreibt</translation>
    </message>
    <message>
        <source>“%1”</source>
        <comment>what somebody calls themselves</comment>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>the address resembles that of a contact, but is a different one</source>
        <translation>die Adresse ähnelt der eines Kontakts, ist aber eine andere</translation>
    </message>
    <message>
        <source>Message without visible text</source>
        <translation>Nachricht ohne sichtbaren Text</translation>
    </message>
    <message>
        <source>Encrypted for other devices</source>
        <translation>Für andere Geräte verschlüsselt</translation>
    </message>
    <message>
        <source>Invitation to the room %1: Roost cannot join rooms yet</source>
        <translation>Einladung in den Raum %1: Roost kann noch keinen Räumen beitreten</translation>
    </message>
    <message>
        <source>Missed call: Roost cannot take calls yet</source>
        <translation>Verpasster Anruf: Roost kann noch keine Anrufe annehmen</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>Nachricht gelöscht</translation>
    </message>
    <message>
        <source>Call answered on another device</source>
        <translation>Anruf auf einem anderen Gerät angenommen</translation>
    </message>
    <message>
        <source>Call declined on another device</source>
        <translation>Anruf auf einem anderen Gerät abgelehnt</translation>
    </message>
    <message>
        <source>edited %1</source>
        <comment>a message; %1 is a time</comment>
        <translation>bearbeitet %1</translation>
    </message>
    <message>
        <source>not their address: uses the name “%1”</source>
        <translation>nicht die eigene Adresse: nennt sich „%1“</translation>
    </message>
    <message>
        <source>same name as another contact: uses the name “%1”</source>
        <translation>gleicher Name wie ein anderer Kontakt: nennt sich „%1“</translation>
    </message>
    <message>
        <source>not your contact of that name: uses the name “%1”</source>
        <translation>nicht dein Kontakt dieses Namens: nennt sich „%1“</translation>
    </message>
    <message>
        <source>uses the name “%1”</source>
        <translation>nennt sich „%1“</translation>
    </message>
</context>
</TS>
