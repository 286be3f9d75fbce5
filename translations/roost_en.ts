<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_US">
<context>
    <name>roost::Banner</name>
    <message numerus="yes">
        <source>Reconnecting in %Ln s</source>
        <translation>
            <numerusform>Reconnecting in %Ln s</numerusform>
            <numerusform>Reconnecting in %Ln s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) waiting to be sent</source>
        <translation>
            <numerusform>%Ln message waiting to be sent</numerusform>
            <numerusform>%Ln messages waiting to be sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roost::ContactListView</name>
    <message numerus="yes">
        <source>%Ln contact(s)</source>
        <translation>
            <numerusform>%Ln contact</numerusform>
            <numerusform>%Ln contacts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roost::ImportDialog</name>
    <message numerus="yes">
        <source>%Ln contact(s) added.</source>
        <translation>
            <numerusform>%Ln contact added.</numerusform>
            <numerusform>%Ln contacts added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contact(s) found in %1. Select the ones to add.</source>
        <translation>
            <numerusform>%Ln contact found in %1. Select whether to add it.</numerusform>
            <numerusform>%Ln contacts found in %1. Select the ones to add.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Add %Ln contact(s)</source>
        <translation>
            <numerusform>&amp;Add %Ln contact</numerusform>
            <numerusform>&amp;Add %Ln contacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln contact(s)</source>
        <translation>
            <numerusform>Add %Ln contact</numerusform>
            <numerusform>Add %Ln contacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Skipped or unclear: %Ln line(s)</source>
        <translation>
            <numerusform>&amp;Skipped or unclear: %Ln line</numerusform>
            <numerusform>&amp;Skipped or unclear: %Ln lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roost::PreferencesDialog</name>
    <message numerus="yes">
        <source>After %Ln minute(s)</source>
        <translation>
            <numerusform>After %Ln minute</numerusform>
            <numerusform>After %Ln minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roost::RequestsDialog</name>
    <message numerus="yes">
        <source>And %Ln more</source>
        <translation>
            <numerusform>And %Ln more</numerusform>
            <numerusform>And %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roost::Sidebar</name>
    <message numerus="yes">
        <source>Unread: %Ln contact(s)</source>
        <translation>
            <numerusform>Unread: %Ln contact</numerusform>
            <numerusform>Unread: %Ln contacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Online: %Ln contact(s)</source>
        <translation>
            <numerusform>Online: %Ln contact</numerusform>
            <numerusform>Online: %Ln contacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) to see when you’re online</source>
        <translation>
            <numerusform>%Ln request to see when you’re online</numerusform>
            <numerusform>%Ln requests to see when you’re online</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roost::ThreadPane</name>
    <message numerus="yes">
        <source>%Ln new message(s)</source>
        <translation>
            <numerusform>%Ln new message</numerusform>
            <numerusform>%Ln new messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roost::ThreadView</name>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roost::Tray</name>
    <message numerus="yes">
        <source>%Ln unread conversation(s)</source>
        <translation>
            <numerusform>%Ln unread conversation</numerusform>
            <numerusform>%Ln unread conversations</numerusform>
        </translation>
    </message>
</context>
</TS>
