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
        <source>%1 can’t be reached. Check your internet connection.</source>
        <translation>%1 ist nicht erreichbar. Prüfe deine Internetverbindung.</translation>
    </message>
    <message>
        <source>%1 isn’t responding. Try again later.</source>
        <translation>%1 antwortet nicht. Versuche es später noch einmal.</translation>
    </message>
    <message>
        <source>%1 doesn’t say where its chat service is. Check the address, or enter the server URL in the connection settings.</source>
        <translation>%1 gibt nicht an, wo sein Chat-Dienst zu finden ist. Prüfe die Adresse oder trage die Server-URL in den Verbindungseinstellungen ein.</translation>
    </message>
    <message>
        <source>The connection to %1 isn’t encrypted. Nothing was sent.</source>
        <translation>Die Verbindung zu %1 ist nicht verschlüsselt. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>%1 responded, but not as a chat server. Nothing was sent. Check the address and the server URL.</source>
        <translation>%1 antwortet, aber nicht als Chat-Server. Es wurde nichts gesendet. Prüfe die Adresse und die Server-URL.</translation>
    </message>
    <message>
        <source>This network’s proxy refused the connection to %1. Check the proxy settings of this computer.</source>
        <translation>Der Proxy dieses Netzwerks hat die Verbindung zu %1 abgelehnt. Prüfe die Proxy-Einstellungen dieses Computers.</translation>
    </message>
    <message>
        <source>The server’s certificate isn’t for %1. Nothing was sent.</source>
        <translation>Das Zertifikat des Servers gilt nicht für %1. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The server’s certificate is for %1, not %2. Nothing was sent.</source>
        <translation>Das Zertifikat des Servers gilt für %1, nicht für %2. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>This computer doesn’t trust the certificate of %1. Nothing was sent.</source>
        <translation>Dieser Computer vertraut dem Zertifikat von %1 nicht. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The certificate of %1 was issued by %2, which this computer doesn’t trust. Nothing was sent.</source>
        <translation>Das Zertifikat von %1 wurde von %2 ausgestellt. Dieser Stelle vertraut dieser Computer nicht. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The certificate of %1 expired on %2. Nothing was sent. If the date of this computer is right, contact the server’s operator.</source>
        <translation>Das Zertifikat von %1 ist am %2 abgelaufen. Es wurde nichts gesendet. Wenn das Datum dieses Computers stimmt, wende dich an den Betreiber des Servers.</translation>
    </message>
    <message>
        <source>The certificate of %1 has expired. Nothing was sent. If the date of this computer is right, contact the server’s operator.</source>
        <translation>Das Zertifikat von %1 ist abgelaufen. Es wurde nichts gesendet. Wenn das Datum dieses Computers stimmt, wende dich an den Betreiber des Servers.</translation>
    </message>
    <message>
        <source>A secure connection to %1 couldn’t be established. Nothing was sent.</source>
        <translation>Es ließ sich keine sichere Verbindung zu %1 herstellen. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>%1 didn’t accept the address and password. Check them, then try again.</source>
        <translation>%1 hat Adresse und Passwort nicht akzeptiert. Prüfe sie und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>%1 has disabled this account. Contact the server’s operator.</source>
        <translation>%1 hat dieses Konto gesperrt. Wende dich an den Betreiber des Servers.</translation>
    </message>
    <message>
        <source>%1 offers a less secure sign-in method than before. The password wasn’t sent.</source>
        <translation>%1 bietet nur ein schwächeres Anmeldeverfahren an als früher. Das Passwort wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>%1 offers no sign-in method that is secure enough. The password wasn’t sent.</source>
        <translation>%1 bietet kein ausreichend sicheres Anmeldeverfahren an. Das Passwort wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>The server couldn’t prove that it is %1. You aren’t signed in.</source>
        <translation>Der Server konnte nicht beweisen, dass er %1 ist. Du bist nicht angemeldet.</translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation>Gib dein Passwort ein.</translation>
    </message>
    <message>
        <source>You signed in elsewhere under the same connection name, so this connection was closed.</source>
        <translation>Du hast dich anderswo unter demselben Verbindungsnamen angemeldet, darum wurde diese Verbindung getrennt.</translation>
    </message>
    <message>
        <source>The server closed the connection.</source>
        <translation>Der Server hat die Verbindung getrennt.</translation>
    </message>
    <message>
        <source>The server sent invalid data, so the connection was closed.</source>
        <translation>Der Server hat ungültige Daten gesendet, darum wurde die Verbindung getrennt.</translation>
    </message>
    <message>
        <source>The server has reached its limit. Try again later.</source>
        <translation>Der Server ist ausgelastet. Versuche es später noch einmal.</translation>
    </message>
    <message>
        <source>You need to be online to do this.</source>
        <translation>Dafür musst du online sein.</translation>
    </message>
    <message>
        <source>This address or item doesn’t exist.</source>
        <translation>Diese Adresse oder dieses Objekt gibt es nicht.</translation>
    </message>
    <message>
        <source>The recipient can’t be reached or doesn’t support this.</source>
        <translation>Die Gegenseite ist nicht erreichbar oder unterstützt das nicht.</translation>
    </message>
    <message>
        <source>You don’t have permission to do this.</source>
        <translation>Dafür fehlt dir die Berechtigung.</translation>
    </message>
    <message>
        <source>The server doesn’t allow this.</source>
        <translation>Der Server lässt das nicht zu.</translation>
    </message>
    <message>
        <source>The server didn’t understand the request.</source>
        <translation>Der Server hat die Anfrage nicht verstanden.</translation>
    </message>
    <message>
        <source>The server of this address can’t be found. Check the address.</source>
        <translation>Der Server dieser Adresse ist nicht zu finden. Prüfe die Adresse.</translation>
    </message>
    <message>
        <source>The server doesn’t support this.</source>
        <translation>Der Server unterstützt das nicht.</translation>
    </message>
    <message>
        <source>The server rejected the request.</source>
        <translation>Der Server hat die Anfrage abgelehnt.</translation>
    </message>
    <message>
        <source>The messages of this account were saved by a newer version of Roost. Nothing was changed. Update Roost to open them.</source>
        <translation>Die Nachrichten dieses Kontos wurden von einer neueren Version von Roost gespeichert. Es wurde nichts verändert. Aktualisiere Roost, um sie zu öffnen.</translation>
    </message>
    <message>
        <source>Roost can’t use its files.</source>
        <translation>Roost kann seine Dateien nicht verwenden.</translation>
    </message>
    <message>
        <source>This computer has no keychain, so Roost will ask for your password every time.</source>
        <translation>Dieser Computer hat keinen Schlüsselbund, darum fragt Roost jedes Mal nach deinem Passwort.</translation>
    </message>
    <message>
        <source>Roost couldn’t use the keychain, so it will ask for your password every time.</source>
        <translation>Roost konnte den Schlüsselbund nicht verwenden und fragt darum jedes Mal nach deinem Passwort.</translation>
    </message>
    <message>
        <source>This isn’t a valid address. An address looks like name@example.com.</source>
        <translation>Das ist keine gültige Adresse. Eine Adresse sieht aus wie name@example.com.</translation>
    </message>
    <message>
        <source>This input isn’t valid.</source>
        <translation>Diese Eingabe ist ungültig.</translation>
    </message>
    <message>
        <source>The file can’t be read.</source>
        <translation>Die Datei lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
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
        <source>Another program is using Roost’s files.</source>
        <translation>Ein anderes Programm benutzt Roosts Dateien.</translation>
    </message>
    <message>
        <source>The message file of this account is damaged and can’t be repaired. It was left unchanged.</source>
        <translation>Die Nachrichtendatei dieses Kontos ist beschädigt und lässt sich nicht reparieren. Sie wurde nicht verändert.</translation>
    </message>
    <message>
        <source>Roost doesn’t have permission to write to its folder.</source>
        <translation>Roost hat keine Schreibrechte für seinen Ordner.</translation>
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

Roost is free software under the GNU General Public License, version 3 or later. It comes with no warranty.</source>
        <translation>Ein Chat für den Desktop, in dem jeder Kontakt ein Mensch mit vielen Geräten ist.

Roost ist freie Software unter der GNU General Public License, Version 3 oder neuer. Es gibt keinerlei Gewährleistung.</translation>
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
        <source>Controlled by automation</source>
        <translation>Durch Automatisierung gesteuert</translation>
    </message>
</context>
<context>
    <name>roost::Banner</name>
    <message>
        <source>You’re offline.</source>
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
        <comment>Reconnecting in 4 s · 2 messages waiting to be sent</comment>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) waiting to be sent</source>
        <translation>
            <numerusform>%Ln Nachricht wartet auf den Versand</numerusform>
            <numerusform>%Ln Nachrichten warten auf den Versand</numerusform>
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
        <translation>Erneut anmelden</translation>
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
        <source>Your message file is damaged. Roost is repairing it…</source>
        <translation>Deine Nachrichtendatei ist beschädigt. Roost repariert sie …</translation>
    </message>
    <message>
        <source>%1 Some messages may be missing here.</source>
        <comment>The file … can’t be repaired. Some …</comment>
        <translation>%1 Hier fehlen möglicherweise einige Nachrichten.</translation>
    </message>
    <message>
        <source>%1 Until this is fixed, new messages aren’t shown and yours aren’t sent.</source>
        <comment>The disk is full. Until …</comment>
        <translation>%1 Bis das behoben ist, werden neue Nachrichten nicht angezeigt und deine nicht gesendet.</translation>
    </message>
    <message>
        <source>Your message file was damaged and has been repaired. All of its contents were recovered. The damaged file was kept as %1.</source>
        <translation>Deine Nachrichtendatei war beschädigt und wurde repariert. Der gesamte Inhalt wurde wiederhergestellt. Die beschädigte Datei bleibt als %1 erhalten.</translation>
    </message>
    <message>
        <source>Your message file was damaged. Everything readable was recovered, and Roost is downloading the rest from your server. The damaged file was kept as %1.</source>
        <translation>Deine Nachrichtendatei war beschädigt. Alles Lesbare wurde wiederhergestellt, den Rest lädt Roost von deinem Server. Die beschädigte Datei bleibt als %1 erhalten.</translation>
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
        <source>Roost can’t send files yet.</source>
        <translation>Roost kann noch keine Dateien senden.</translation>
    </message>
    <message>
        <source>Roost can’t send pictures yet.</source>
        <translation>Roost kann noch keine Bilder senden.</translation>
    </message>
    <message>
        <source>The text is too long for one message, so it wasn’t inserted.</source>
        <translation>Der Text ist zu lang für eine Nachricht und wurde darum nicht eingefügt.</translation>
    </message>
    <message>
        <source>The text is too long for one message (%1 of at most %2). Shorten it or send it in parts.</source>
        <translation>Der Text ist zu lang für eine Nachricht (%1 von höchstens %2). Kürze ihn oder sende ihn in Teilen.</translation>
    </message>
    <message>
        <source>There’s no text to insert. Roost can only send text so far.</source>
        <translation>Es gibt keinen Text zum Einfügen. Roost kann bisher nur Text senden.</translation>
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
    <name>roost::ContactActions</name>
    <message>
        <source>Room</source>
        <translation>Raum</translation>
    </message>
    <message>
        <source>%1 is a room. Roost doesn’t support rooms yet.</source>
        <translation>%1 ist ein Raum. Roost unterstützt noch keine Räume.</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>This link requests an action that Roost doesn’t support: %1</source>
        <translation>Dieser Link fordert eine Aktion an, die Roost nicht unterstützt: %1</translation>
    </message>
    <message>
        <source>Remove contact</source>
        <translation>Kontakt entfernen</translation>
    </message>
    <message>
        <source>Remove %1 from your contacts? Neither of you will see when the other is online. Your messages are kept.</source>
        <translation>%1 aus deinen Kontakten entfernen? Dann seht ihr beide nicht mehr, wann der andere online ist. Deine Nachrichten bleiben erhalten.</translation>
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
        <source>Block %1? They’ll no longer be able to message you or see when you’re online.</source>
        <translation>%1 blockieren? Dieser Kontakt kann dir dann nicht mehr schreiben und nicht mehr sehen, wann du online bist.</translation>
    </message>
    <message>
        <source>&amp;Block</source>
        <translation>B&amp;lockieren</translation>
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
        <source>&amp;Notify me when they come online</source>
        <translation>Benachrichtige &amp;mich, wenn dieser Kontakt online kommt</translation>
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
        <translation>Blockierung &amp;aufheben</translation>
    </message>
    <message>
        <source>&amp;Block…</source>
        <translation>B&amp;lockieren …</translation>
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
        <source>Add contact</source>
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
        <source>&amp;Name (visible only to you)</source>
        <translation>&amp;Name (nur für dich sichtbar)</translation>
    </message>
    <message>
        <source>&amp;Labels (separated by commas)</source>
        <translation>&amp;Gruppen (durch Kommas getrennt)</translation>
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
        <source>%1 is already in your contacts.</source>
        <translation>%1 ist bereits unter deinen Kontakten.</translation>
    </message>
    <message>
        <source>This is the address of a server or service, not of a person.</source>
        <translation>Das ist die Adresse eines Servers oder Dienstes, nicht die einer Person.</translation>
    </message>
    <message>
        <source>Some characters aren’t allowed in an address. It will be written as %1.</source>
        <translation>Einige Zeichen sind in einer Adresse nicht erlaubt. Sie wird als %1 geschrieben.</translation>
    </message>
    <message>
        <source>This contact will be asked to let you see when they’re online.</source>
        <translation>Der Kontakt wird gefragt, ob du sehen darfst, wann er online ist.</translation>
    </message>
    <message>
        <source>For example: name@example.com</source>
        <translation>Zum Beispiel: name@example.com</translation>
    </message>
    <message>
        <source>An address looks like name@example.com.</source>
        <translation>Eine Adresse sieht aus wie name@example.com.</translation>
    </message>
</context>
<context>
    <name>roost::ContactListView</name>
    <message>
        <source>row %1 of %2</source>
        <translation>Zeile %1 von %2</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Kontakte</translation>
    </message>
    <message numerus="yes">
        <source>%Ln contact(s)</source>
        <translation>
            <numerusform>%Ln Kontakt</numerusform>
            <numerusform>%Ln Kontakte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roost::ElementTree</name>
    <message>
        <source>Element tree</source>
        <translation>Elementbaum</translation>
    </message>
    <message>
        <source>Filter by role, ID, name or selector</source>
        <translation>Nach Rolle, ID, Name oder Selektor filtern</translation>
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
        <source>Elements as seen by scripts</source>
        <translation>Elemente, wie Skripte sie sehen</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Selector of the selected element</source>
        <translation>Selektor des ausgewählten Elements</translation>
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
        <source>The selected element is outlined in its window. Press Enter to copy its selector, or F5 to refresh.</source>
        <translation>Das ausgewählte Element wird in seinem Fenster umrahmt. Die Eingabetaste kopiert seinen Selektor, F5 aktualisiert.</translation>
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
        <translation>Blockierung &amp;aufheben</translation>
    </message>
    <message>
        <source>&amp;Block</source>
        <translation>B&amp;lockieren</translation>
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
        <source>&amp;Message this device only</source>
        <translation>Nur an dieses Gerät sch&amp;reiben</translation>
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
        <source>Notify me when %1 comes online</source>
        <translation>Benachrichtige mich, wenn %1 online kommt</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two labels</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>No connections that you can see.</source>
        <translation>Keine Verbindungen, die du sehen kannst.</translation>
    </message>
    <message>
        <source>Blocked. You can’t message each other or see each other’s presence.</source>
        <translation>Blockiert. Ihr könnt euch weder schreiben noch gegenseitig eure Anwesenheit sehen.</translation>
    </message>
    <message>
        <source>Wants to see when you’re online.</source>
        <translation>Möchte sehen, wann du online bist.</translation>
    </message>
    <message>
        <source>You asked to see when they’re online. No answer yet.</source>
        <translation>Du möchtest sehen, wann dieser Kontakt online ist. Noch keine Antwort.</translation>
    </message>
    <message>
        <source>You can’t see when they’re online.</source>
        <translation>Du kannst nicht sehen, wann dieser Kontakt online ist.</translation>
    </message>
    <message>
        <source>You can see when they’re online, but they can’t see when you are.</source>
        <translation>Du kannst sehen, wann dieser Kontakt online ist; er kann es von dir nicht sehen.</translation>
    </message>
    <message>
        <source>You can see each other’s presence.</source>
        <translation>Ihr könnt gegenseitig eure Anwesenheit sehen.</translation>
    </message>
    <message>
        <source>Ask &amp;again</source>
        <translation>Erneut &amp;fragen</translation>
    </message>
    <message>
        <source>Ask to &amp;see presence</source>
        <translation>&amp;Um Anwesenheit bitten</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
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
        <source>Accept request</source>
        <translation>Anfrage annehmen</translation>
    </message>
    <message>
        <source>&amp;Decline</source>
        <translation>Ab&amp;lehnen</translation>
    </message>
    <message>
        <source>Decline request</source>
        <translation>Anfrage ablehnen</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Notify me</source>
        <translation>Benachrichtigen</translation>
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
        <translation>Sobald online</translation>
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
        <source>This isn’t a CSV or vCard file.</source>
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
        <source>%Ln contact(s) found in %1. Select the ones to add.</source>
        <translation>
            <numerusform>%Ln Kontakt in %1 gefunden. Wähle aus, ob du ihn hinzufügen möchtest.</numerusform>
            <numerusform>%Ln Kontakte in %1 gefunden. Wähle die aus, die du hinzufügen möchtest.</numerusform>
        </translation>
    </message>
    <message>
        <source>You need to be online to add contacts.</source>
        <translation>Um Kontakte hinzuzufügen, musst du online sein.</translation>
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
        <source>Line %L1: %2 isn’t a valid address</source>
        <translation>Zeile %L1: %2 ist keine gültige Adresse</translation>
    </message>
    <message>
        <source>Line %L1: %2 is an email address, not an XMPP address</source>
        <translation>Zeile %L1: %2 ist eine E-Mail-Adresse, keine XMPP-Adresse</translation>
    </message>
    <message>
        <source>Line %L1: %2 is an address on another network (%3)</source>
        <translation>Zeile %L1: %2 ist eine Adresse in einem anderen Netzwerk (%3)</translation>
    </message>
    <message>
        <source>Line %L1: the file doesn’t say which network %2 belongs to</source>
        <translation>Zeile %L1: die Datei gibt nicht an, zu welchem Netzwerk %2 gehört</translation>
    </message>
    <message>
        <source>Line %L1: %2 is a group chat, not a person</source>
        <translation>Zeile %L1: %2 ist ein Gruppenchat, keine Person</translation>
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
        <source>Line %L1: the file is too long; the remaining lines aren’t imported</source>
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
        <source>Line %L1: the text encoding %2 is unknown; check the contact’s name</source>
        <translation>Zeile %L1: die Textkodierung %2 ist unbekannt; prüfe den Namen des Kontakts</translation>
    </message>
</context>
<context>
    <name>roost::ImportListModel</name>
    <message>
        <source>already added</source>
        <translation>bereits hinzugefügt</translation>
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
        <source>Full message</source>
        <translation>Vollständige Nachricht</translation>
    </message>
    <message>
        <source>Message text</source>
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
        <source>Next section of the window</source>
        <translation>Nächster Bereich des Fensters</translation>
    </message>
    <message>
        <source>Previous section of the window</source>
        <translation>Vorheriger Bereich des Fensters</translation>
    </message>
    <message>
        <source>Next contact</source>
        <translation>Nächster Kontakt</translation>
    </message>
    <message>
        <source>Previous contact</source>
        <translation>Vorheriger Kontakt</translation>
    </message>
    <message>
        <source>Show or hide details</source>
        <translation>Details ein- oder ausblenden</translation>
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
        <source>Close window</source>
        <translation>Fenster schließen</translation>
    </message>
</context>
<context>
    <name>roost::MainWindow</name>
    <message>
        <source>Roost</source>
        <translation>Roost</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Sign out of %1? The saved password is deleted from this computer. Contacts and messages are kept.</source>
        <translation>Von %1 abmelden? Das gespeicherte Passwort wird von diesem Computer gelöscht. Kontakte und Nachrichten bleiben erhalten.</translation>
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
        <source>Open link</source>
        <translation>Link öffnen</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Roost can’t open this link because it contains no address.</source>
        <translation>Roost kann diesen Link nicht öffnen, weil er keine Adresse enthält.</translation>
    </message>
    <message>
        <source>This link may not lead where it appears to. It opens the server %1:

%2</source>
        <comment>a host; the whole link</comment>
        <translation>Dieser Link führt vielleicht nicht dorthin, wohin er zu führen scheint. Er öffnet den Server %1:

%2</translation>
    </message>
    <message>
        <source>Another account</source>
        <translation>Anderes Konto</translation>
    </message>
    <message>
        <source>This belongs to the account %1. The open account is %2.</source>
        <translation>Das gehört zum Konto %1. Geöffnet ist das Konto %2.</translation>
    </message>
</context>
<context>
    <name>roost::ActionLine</name>
    <message>
        <source>Show all</source>
        <translation>Alles anzeigen</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Nicht gesendet</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Send to all</source>
        <translation>An alle senden</translation>
    </message>
</context>
<context>
    <name>roost::MessageWording</name>
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
        <source>%1 %2</source>
        <comment>laptop delivered</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>only this device</source>
        <translation>nur dieses Gerät</translation>
    </message>
    <message>
        <source>for %1, but delivered to %2</source>
        <comment>laptop, phone</comment>
        <translation>für %1, aber an %2 zugestellt</translation>
    </message>
    <message>
        <source>only %1</source>
        <comment>only laptop</comment>
        <translation>nur %1</translation>
    </message>
    <message>
        <source>%1 is disconnected. Send to all?</source>
        <comment>Laptop is disconnected</comment>
        <translation>%1 ist nicht mehr verbunden. An alle senden?</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>wartet auf den Versand</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message>
        <source>Encrypted for other devices</source>
        <translation>Für andere Geräte verschlüsselt</translation>
    </message>
    <message>
        <source>Invitation to the room %1: Roost can’t join rooms yet</source>
        <translation>Einladung in den Raum %1: Roost kann noch keinen Räumen beitreten</translation>
    </message>
    <message>
        <source>Missed call: Roost can’t answer calls yet</source>
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
        <source>Message without visible text</source>
        <translation>Nachricht ohne sichtbaren Text</translation>
    </message>
    <message>
        <source>edited %1</source>
        <comment>a message; %1 is a time</comment>
        <translation>bearbeitet %1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>, </translation>
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
        <source>You asked to be notified.</source>
        <translation>Du wolltest benachrichtigt werden.</translation>
    </message>
    <message>
        <source>Request from %1</source>
        <translation>Anfrage von %1</translation>
    </message>
    <message>
        <source>Wants to see when you’re online.</source>
        <translation>Möchte sehen, wann du online bist.</translation>
    </message>
    <message>
        <source>Messages from many strangers</source>
        <translation>Nachrichten von vielen Unbekannten</translation>
    </message>
    <message>
        <source>Open Roost to see their messages and requests.</source>
        <translation>Öffne Roost, um ihre Nachrichten und Anfragen zu sehen.</translation>
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
        <source>Same as system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>C&amp;olours</source>
        <translation>&amp;Farben</translation>
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
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Notify me about new &amp;messages</source>
        <translation>Über neue &amp;Nachrichten benachrichtigen</translation>
    </message>
    <message>
        <source>Show message &amp;text</source>
        <translation>Nachrichten&amp;text anzeigen</translation>
    </message>
    <message>
        <source>Show message text in notifications</source>
        <translation>Nachrichtentext in Benachrichtigungen anzeigen</translation>
    </message>
    <message>
        <source>&amp;Stay in the notification area when the window is closed</source>
        <translation>Im &amp;Benachrichtigungsfeld bleiben, wenn das Fenster geschlossen wird</translation>
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
        <source>What my contacts can see</source>
        <translation>Was meine Kontakte sehen können</translation>
    </message>
    <message>
        <source>When I’m t&amp;yping</source>
        <translation>Wenn ich sch&amp;reibe</translation>
    </message>
    <message>
        <source>Show my contacts when I’m typing</source>
        <translation>Meinen Kontakten anzeigen, wenn ich schreibe</translation>
    </message>
    <message>
        <source>When I’ve &amp;read their messages</source>
        <translation>Wenn ich ihre Nachrichten &amp;gelesen habe</translation>
    </message>
    <message>
        <source>Show my contacts when I’ve read their messages</source>
        <translation>Meinen Kontakten anzeigen, wenn ich ihre Nachrichten gelesen habe</translation>
    </message>
    <message>
        <source>Show me as &amp;away when I’m inactive</source>
        <translation>Mich bei Inaktivität als &amp;abwesend anzeigen</translation>
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
        <source>Start with the &amp;system, in the background</source>
        <translation>Mit dem &amp;System im Hintergrund starten</translation>
    </message>
    <message>
        <source>Start with the system, in the background</source>
        <translation>Mit dem System im Hintergrund starten</translation>
    </message>
    <message>
        <source>Managed by your organization</source>
        <translation>Von deiner Organisation verwaltet</translation>
    </message>
</context>
<context>
    <name>roost::PresenceMenu</name>
    <message>
        <source>Free to chat</source>
        <translation>Bereit zum Chatten</translation>
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
        <source>Extended away</source>
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
        <source>Requests to see when you’re online appear here.</source>
        <translation>Anfragen, deine Anwesenheit zu sehen, erscheinen hier.</translation>
    </message>
    <message>
        <source>Request from %1</source>
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
        <source>Accept the request from %1</source>
        <translation>Die Anfrage von %1 annehmen</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Decline the request from %1</source>
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
        <source>Decline all of these</source>
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
        <translation>Personen suchen</translation>
    </message>
    <message>
        <source>Keyboard shortcut for the search field</source>
        <translation>Tastenkürzel des Suchfelds</translation>
    </message>
    <message>
        <source>No contacts yet</source>
        <translation>Noch keine Kontakte</translation>
    </message>
    <message>
        <source>Add someone by their address to see when they’re online.</source>
        <translation>Füge jemanden über die Adresse hinzu, um zu sehen, wann er online ist.</translation>
    </message>
    <message>
        <source>Add contact</source>
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
        <source>%Ln request(s) to see when you’re online</source>
        <translation>
            <numerusform>%Ln Anfrage nach deiner Anwesenheit</numerusform>
            <numerusform>%Ln Anfragen nach deiner Anwesenheit</numerusform>
        </translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>No contact in this list matches “%1”.</source>
        <translation>Kein Kontakt in dieser Liste passt zu „%1“.</translation>
    </message>
    <message>
        <source>All read</source>
        <translation>Alles gelesen</translation>
    </message>
    <message>
        <source>You have no unread messages.</source>
        <translation>Du hast keine ungelesenen Nachrichten.</translation>
    </message>
    <message>
        <source>No one online</source>
        <translation>Niemand online</translation>
    </message>
    <message>
        <source>None of your contacts are online right now.</source>
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
        <source>Your password will be stored in the system keychain.</source>
        <translation>Dein Passwort wird im Schlüsselbund des Systems gespeichert.</translation>
    </message>
    <message>
        <source>This computer has no keychain, so Roost will ask for your password every time.</source>
        <translation>Dieser Computer hat keinen Schlüsselbund, darum fragt Roost jedes Mal nach deinem Passwort.</translation>
    </message>
    <message>
        <source>&amp;Server URL (optional)</source>
        <translation>&amp;Server-URL (optional)</translation>
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
        <source>Cancel sign-in</source>
        <translation>Anmeldung abbrechen</translation>
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
        <source>No error</source>
        <translation>Kein Fehler</translation>
    </message>
    <message>
        <source>%1 isn’t a server URL. A server URL begins with wss://.</source>
        <translation>%1 ist keine Server-URL. Eine Server-URL beginnt mit wss://.</translation>
    </message>
    <message>
        <source>Enter your address.</source>
        <translation>Gib deine Adresse ein.</translation>
    </message>
</context>
<context>
    <name>roost::StartProblemDialog</name>
    <message>
        <source>The messages of this account were saved by a newer version of Roost. Nothing was changed. Update Roost to open them.</source>
        <translation>Die Nachrichten dieses Kontos wurden von einer neueren Version von Roost gespeichert. Es wurde nichts verändert. Aktualisiere Roost, um sie zu öffnen.</translation>
    </message>
    <message>
        <source>The messages of this account are damaged and can’t be opened. Nothing was changed.</source>
        <translation>Die Nachrichten dieses Kontos sind beschädigt und lassen sich nicht öffnen. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>The disk is full, so the messages of this account can’t be opened. Free some space, then try again.</source>
        <translation>Die Festplatte ist voll, darum lassen sich die Nachrichten dieses Kontos nicht öffnen. Schaffe Platz und versuche es dann noch einmal.</translation>
    </message>
    <message>
        <source>Roost doesn’t have permission to write to the messages of this account. Check the permissions of the folder, then try again.</source>
        <translation>Roost hat keine Schreibrechte für die Nachrichten dieses Kontos. Prüfe die Rechte des Ordners und versuche es dann noch einmal.</translation>
    </message>
    <message>
        <source>The messages of this account can’t be opened.</source>
        <translation>Die Nachrichten dieses Kontos lassen sich nicht öffnen.</translation>
    </message>
    <message>
        <source>Roost keeps settings and messages in the folder %1, but a file with this name already exists.</source>
        <translation>Roost bewahrt Einstellungen und Nachrichten im Ordner %1 auf, aber es gibt bereits eine Datei mit diesem Namen.</translation>
    </message>
    <message>
        <source>Roost can’t create the folder %1, where it keeps settings and messages.</source>
        <translation>Roost kann den Ordner %1 nicht anlegen, in dem es Einstellungen und Nachrichten aufbewahrt.</translation>
    </message>
    <message>
        <source>Roost doesn’t have permission to write to the folder %1, where it keeps settings and messages. Check its permissions, or choose another folder.</source>
        <translation>Roost hat keine Schreibrechte für den Ordner %1, in dem es Einstellungen und Nachrichten aufbewahrt. Prüfe seine Rechte oder wähle einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The disk is full, so Roost can’t write to the folder %1. Free some space, then try again.</source>
        <translation>Die Festplatte ist voll, darum kann Roost nicht in den Ordner %1 schreiben. Schaffe Platz und versuche es dann noch einmal.</translation>
    </message>
    <message>
        <source>Roost can’t read its settings in %1.</source>
        <translation>Roost kann seine Einstellungen in %1 nicht lesen.</translation>
    </message>
    <message>
        <source>Roost was started with the file %1, which can’t be read.</source>
        <translation>Roost wurde mit der Datei %1 gestartet, die nicht lesbar ist.</translation>
    </message>
    <message>
        <source>Roost was started with an option that it can’t use.</source>
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
        <source>Roost can’t start</source>
        <translation>Roost kann nicht starten</translation>
    </message>
    <message>
        <source>This account can’t be opened</source>
        <translation>Dieses Konto lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
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
        <translation>Erneut &amp;versuchen</translation>
    </message>
    <message>
        <source>Another program has locked the messages of this account. Quit that program, then try again.</source>
        <translation>Ein anderes Programm hat die Nachrichten dieses Kontos gesperrt. Beende es und versuche es dann noch einmal.</translation>
    </message>
    <message>
        <source>Roost is already running with the folder %1, but isn’t responding. Quit it, then try again.</source>
        <translation>Roost läuft schon mit dem Ordner %1, antwortet aber nicht. Beende es und versuche es dann noch einmal.</translation>
    </message>
    <message>
        <source>Roost was started with the log file %1, which can’t be written to.</source>
        <translation>Roost wurde mit der Protokolldatei %1 gestartet, in die es nicht schreiben kann.</translation>
    </message>
    <message>
        <source>Copy &amp;details</source>
        <translation>&amp;Details kopieren</translation>
    </message>
    <message>
        <source>This applies to this start only. To use another folder every time, start Roost with --profile.</source>
        <translation>Das gilt nur für diesen Start. Um immer einen anderen Ordner zu verwenden, starte Roost mit --profile.</translation>
    </message>
</context>
<context>
    <name>roost::StatusDialog</name>
    <message>
        <source>Status text</source>
        <translation>Statustext</translation>
    </message>
    <message>
        <source>&amp;Text that your contacts see next to your presence</source>
        <translation>&amp;Text, den deine Kontakte neben deiner Anwesenheit sehen</translation>
    </message>
    <message>
        <source>Back at three</source>
        <translation>Bin um drei zurück</translation>
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
        <source>Recipient device</source>
        <translation>Empfängergerät</translation>
    </message>
    <message>
        <source>Send to all devices again</source>
        <translation>Wieder an alle Geräte senden</translation>
    </message>
    <message>
        <source>To: all devices</source>
        <translation>An: alle Geräte</translation>
    </message>
    <message>
        <source>Send to one device only</source>
        <translation>Nur an ein Gerät senden</translation>
    </message>
    <message>
        <source>Only %1</source>
        <comment>only laptop</comment>
        <translation>Nur %1</translation>
    </message>
    <message>
        <source>Only %1 (disconnected)</source>
        <translation>Nur %1 (nicht mehr verbunden)</translation>
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
        <translation>Details</translation>
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
        <source>Beginning of the conversation</source>
        <translation>Beginn der Unterhaltung</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>date format: day, month and year</comment>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>Complete since %1 · older messages are loading</source>
        <translation>Vollständig seit %1 · ältere Nachrichten werden geladen</translation>
    </message>
    <message>
        <source>Complete since %1 · older messages aren’t loaded yet</source>
        <translation>Vollständig seit %1 · ältere Nachrichten sind noch nicht geladen</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>the last message; what stands below it</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Newer messages are loading</source>
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
        <source>No conversation selected</source>
        <translation>Keine Unterhaltung ausgewählt</translation>
    </message>
    <message>
        <source>Select a contact from the list to start chatting.</source>
        <translation>Wähle einen Kontakt aus der Liste, um zu chatten.</translation>
    </message>
    <message>
        <source>No one is typing</source>
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
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Send to all</source>
        <translation>An alle senden</translation>
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
        <source>Messages are loading</source>
        <translation>Nachrichten werden geladen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln Nachricht</numerusform>
            <numerusform>%Ln Nachrichten</numerusform>
        </translation>
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
        <translation>&amp;Fenster ein- oder ausblenden</translation>
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
        <source>Roost: %1</source>
        <translation>Roost: %1</translation>
    </message>
    <message>
        <source>no unread conversations</source>
        <translation>keine ungelesenen Unterhaltungen</translation>
    </message>
</context>
<context>
    <name>roost::Wording</name>
    <message>
        <source>free to chat</source>
        <translation>bereit zum Chatten</translation>
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
        <source>extended away</source>
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
        <translation>Handy</translation>
    </message>
    <message>
        <source>tablet</source>
        <translation>Tablet</translation>
    </message>
    <message>
        <source>browser</source>
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
        <translation>%1 mit %2 Verbindungen · %3 %4</translation>
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
        <source>the address looks like a contact’s, but is different</source>
        <translation>die Adresse sieht aus wie die eines Kontakts, ist aber eine andere</translation>
    </message>
    <message>
        <source>not their address, only a name they use: “%1”</source>
        <translation>nicht die eigene Adresse, nur ein selbst gewählter Name: „%1“</translation>
    </message>
    <message>
        <source>same name as another contact: “%1”</source>
        <translation>gleicher Name wie ein anderer Kontakt: „%1“</translation>
    </message>
    <message>
        <source>not your contact with this name: “%1”</source>
        <translation>nicht dein Kontakt mit diesem Namen: „%1“</translation>
    </message>
    <message>
        <source>uses the name “%1”</source>
        <translation>nennt sich „%1“</translation>
    </message>
</context>
</TS>
