<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en_US">
<context>
    <name>ErrorText</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 can’t be reached. Check your internet connection.</source>
        <translation>تعذّر الوصول إلى %1. تحقّق من اتصالك بالإنترنت.</translation>
    </message>
    <message>
        <source>%1 isn’t responding. Try again later.</source>
        <translation>لا يستجيب %1. أعد المحاولة لاحقًا.</translation>
    </message>
    <message>
        <source>%1 doesn’t say where its chat service is. Check the address, or enter the server URL in the connection settings.</source>
        <translation>لا يذكر %1 مكان خدمة الدردشة. تحقّق من العنوان، أو أدخل رابط الخادم في إعدادات الاتصال.</translation>
    </message>
    <message>
        <source>The connection to %1 isn’t encrypted. Nothing was sent.</source>
        <translation>الاتصال بـ %1 غير مشفّر. لم يُرسل شيء.</translation>
    </message>
    <message>
        <source>%1 responded, but not as a chat server. Nothing was sent. Check the address and the server URL.</source>
        <translation>استجاب %1 ولكن ليس كخادم دردشة. لم يُرسل شيء. تحقّق من العنوان ومن رابط الخادم.</translation>
    </message>
    <message>
        <source>This network’s proxy refused the connection to %1. Check the proxy settings of this computer.</source>
        <translation>رفض وكيل هذه الشبكة الاتصال بـ %1. تحقّق من إعدادات الوكيل في هذا الحاسوب.</translation>
    </message>
    <message>
        <source>The server’s certificate isn’t for %1. Nothing was sent.</source>
        <translation>شهادة الخادم ليست لـ %1. لم يُرسل شيء.</translation>
    </message>
    <message>
        <source>The server’s certificate is for %1, not %2. Nothing was sent.</source>
        <translation>شهادة الخادم هي لـ %1 وليست لـ %2. لم يُرسل شيء.</translation>
    </message>
    <message>
        <source>This computer doesn’t trust the certificate of %1. Nothing was sent.</source>
        <translation>لا يثق هذا الحاسوب بشهادة %1. لم يُرسل شيء.</translation>
    </message>
    <message>
        <source>The certificate of %1 was issued by %2, which this computer doesn’t trust. Nothing was sent.</source>
        <translation>شهادة %1 صادرة عن %2، وهي جهة لا يثق بها هذا الحاسوب. لم يُرسل شيء.</translation>
    </message>
    <message>
        <source>The certificate of %1 expired on %2. Nothing was sent. If the date of this computer is right, contact the server’s operator.</source>
        <translation>انتهت صلاحية شهادة %1 في %2. لم يُرسل شيء. إن كان تاريخ هذا الحاسوب صحيحًا فتواصل مع مشغّل الخادم.</translation>
    </message>
    <message>
        <source>The certificate of %1 has expired. Nothing was sent. If the date of this computer is right, contact the server’s operator.</source>
        <translation>انتهت صلاحية شهادة %1. لم يُرسل شيء. إن كان تاريخ هذا الحاسوب صحيحًا فتواصل مع مشغّل الخادم.</translation>
    </message>
    <message>
        <source>A secure connection to %1 couldn’t be established. Nothing was sent.</source>
        <translation>تعذّر إنشاء اتصال آمن مع %1. لم يُرسل شيء.</translation>
    </message>
    <message>
        <source>%1 didn’t accept the address and password. Check them, then try again.</source>
        <translation>لم يقبل %1 العنوان وكلمة السر. تحقّق منهما ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>%1 has disabled this account. Contact the server’s operator.</source>
        <translation>عطّل %1 هذا الحساب. تواصل مع مشغّل الخادم.</translation>
    </message>
    <message>
        <source>%1 offers a less secure sign-in method than before. The password wasn’t sent.</source>
        <translation>يعرض %1 طريقة دخول أضعف من ذي قبل. لم تُرسل كلمة السر.</translation>
    </message>
    <message>
        <source>%1 offers no sign-in method that is secure enough. The password wasn’t sent.</source>
        <translation>لا يعرض %1 طريقة دخول آمنة بما يكفي. لم تُرسل كلمة السر.</translation>
    </message>
    <message>
        <source>The server couldn’t prove that it is %1. You aren’t signed in.</source>
        <translation>لم يستطع الخادم إثبات أنه %1. لم يُسجَّل دخولك.</translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation>أدخل كلمة السر.</translation>
    </message>
    <message>
        <source>You signed in elsewhere under the same connection name, so this connection was closed.</source>
        <translation>سجّلت الدخول من مكان آخر باسم الاتصال نفسه، فأُنهي هذا الاتصال.</translation>
    </message>
    <message>
        <source>The server closed the connection.</source>
        <translation>أنهى الخادم الاتصال.</translation>
    </message>
    <message>
        <source>The server sent invalid data, so the connection was closed.</source>
        <translation>أرسل الخادم بيانات غير صالحة، فأُنهي الاتصال.</translation>
    </message>
    <message>
        <source>The server has reached its limit. Try again later.</source>
        <translation>بلغ الخادم حدّه. أعد المحاولة لاحقًا.</translation>
    </message>
    <message>
        <source>You need to be online to do this.</source>
        <translation>يجب أن تكون متصلًا لفعل هذا.</translation>
    </message>
    <message>
        <source>This address or item doesn’t exist.</source>
        <translation>هذا العنوان أو العنصر غير موجود.</translation>
    </message>
    <message>
        <source>The recipient can’t be reached or doesn’t support this.</source>
        <translation>تعذّر الوصول إلى الطرف الآخر أو أنه لا يدعم هذا.</translation>
    </message>
    <message>
        <source>You don’t have permission to do this.</source>
        <translation>ليس لديك إذن لفعل هذا.</translation>
    </message>
    <message>
        <source>The server doesn’t allow this.</source>
        <translation>لا يسمح الخادم بهذا.</translation>
    </message>
    <message>
        <source>The server didn’t understand the request.</source>
        <translation>لم يفهم الخادم الطلب.</translation>
    </message>
    <message>
        <source>The server of this address can’t be found. Check the address.</source>
        <translation>تعذّر العثور على خادم هذا العنوان. تحقّق من العنوان.</translation>
    </message>
    <message>
        <source>The server doesn’t support this.</source>
        <translation>لا يدعم الخادم هذا.</translation>
    </message>
    <message>
        <source>The server rejected the request.</source>
        <translation>رفض الخادم الطلب.</translation>
    </message>
    <message>
        <source>The messages of this account were saved by a newer version of Roost. Nothing was changed. Update Roost to open them.</source>
        <translation>حُفظت رسائل هذا الحساب بنسخة أحدث من Roost. لم يتغيّر شيء. حدّث Roost لتفتحها.</translation>
    </message>
    <message>
        <source>Roost can’t use its files.</source>
        <translation>لا يستطيع Roost استعمال ملفاته.</translation>
    </message>
    <message>
        <source>This computer has no keychain, so Roost will ask for your password every time.</source>
        <translation>ليس في هذا الحاسوب سلسلة مفاتيح، لذا سيطلب Roost كلمة السر كل مرة.</translation>
    </message>
    <message>
        <source>Roost couldn’t use the keychain, so it will ask for your password every time.</source>
        <translation>تعذّر على Roost استعمال سلسلة المفاتيح، لذا سيطلب كلمة السر كل مرة.</translation>
    </message>
    <message>
        <source>This isn’t a valid address. An address looks like name@example.com.</source>
        <translation>هذا ليس عنوانًا صالحًا. يكون العنوان بهذا الشكل: name@example.com.</translation>
    </message>
    <message>
        <source>This input isn’t valid.</source>
        <translation>هذا المُدخل غير صالح.</translation>
    </message>
    <message>
        <source>The file can’t be read.</source>
        <translation>تعذّرت قراءة الملف.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>أُلغي.</translation>
    </message>
    <message>
        <source>The server</source>
        <translation>الخادم</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>حدث خطأ ما.</translation>
    </message>
    <message>
        <source>%1 The server says: %2 (%3)</source>
        <translation>%1 يقول الخادم: %2 (%3)</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>القرص ممتلئ.</translation>
    </message>
    <message>
        <source>Another program is using Roost’s files.</source>
        <translation>يستعمل برنامج آخر ملفات Roost.</translation>
    </message>
    <message>
        <source>The message file of this account is damaged and can’t be repaired. It was left unchanged.</source>
        <translation>ملف رسائل هذا الحساب تالف ولا يمكن إصلاحه. لم يُغيَّر فيه شيء.</translation>
    </message>
    <message>
        <source>Roost doesn’t have permission to write to its folder.</source>
        <translation>ليس لدى Roost إذن الكتابة في مجلده.</translation>
    </message>
</context>
<context>
    <name>roost::AboutDialog</name>
    <message>
        <source>About Roost</source>
        <translation>عن Roost</translation>
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
        <translation>تطبيق دردشة لسطح المكتب، كل جهة اتصال فيه شخص واحد بأجهزة عديدة.

Roost برنامج حر برخصة غنو العمومية العامة، الإصدار الثالث أو ما بعده. يأتي دون أي ضمان.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>إ&amp;غلاق</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>roost::AutomationMark</name>
    <message>
        <source>Automation</source>
        <translation>أتمتة</translation>
    </message>
    <message>
        <source>Controlled by automation</source>
        <translation>تُدار بالأتمتة</translation>
    </message>
</context>
<context>
    <name>roost::Banner</name>
    <message>
        <source>You’re offline.</source>
        <translation>أنت غير متصل.</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>يجري الاتصال…</translation>
    </message>
    <message>
        <source>Not connected.</source>
        <translation>غير متصل.</translation>
    </message>
    <message numerus="yes">
        <source>Reconnecting in %Ln s</source>
        <translation>
            <numerusform>تجري إعادة الاتصال الآن</numerusform>
            <numerusform>إعادة الاتصال بعد ثانية</numerusform>
            <numerusform>إعادة الاتصال بعد ثانيتين</numerusform>
            <numerusform>إعادة الاتصال بعد %Ln ثوانٍ</numerusform>
            <numerusform>إعادة الاتصال بعد %Ln ثانية</numerusform>
            <numerusform>إعادة الاتصال بعد %Ln ثانية</numerusform>
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
            <numerusform>لا رسائل تنتظر الإرسال</numerusform>
            <numerusform>رسالة واحدة تنتظر الإرسال</numerusform>
            <numerusform>رسالتان تنتظران الإرسال</numerusform>
            <numerusform>%Ln رسائل تنتظر الإرسال</numerusform>
            <numerusform>%Ln رسالة تنتظر الإرسال</numerusform>
            <numerusform>%Ln رسالة تنتظر الإرسال</numerusform>
        </translation>
    </message>
    <message>
        <source>Now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>Reconnect now</source>
        <translation>أعد الاتصال الآن</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>تسجيل الدخول…</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>سجّل الدخول مجددًا</translation>
    </message>
    <message>
        <source>Go online</source>
        <translation>اتصل</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>أغلق هذا التنبيه</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>تنبيه</translation>
    </message>
    <message>
        <source>Your message file is damaged. Roost is repairing it…</source>
        <translation>ملف رسائلك تالف. يجري إصلاحه…</translation>
    </message>
    <message>
        <source>%1 Some messages may be missing here.</source>
        <comment>The file … can’t be repaired. Some …</comment>
        <translation>%1 قد تنقص هنا بعض الرسائل.</translation>
    </message>
    <message>
        <source>%1 Until this is fixed, new messages aren’t shown and yours aren’t sent.</source>
        <comment>The disk is full. Until …</comment>
        <translation>%1 إلى أن يُحلّ هذا لا تُعرض الرسائل الجديدة ولا تُرسل رسائلك.</translation>
    </message>
    <message>
        <source>Your message file was damaged and has been repaired. All of its contents were recovered. The damaged file was kept as %1.</source>
        <translation>كان ملف رسائلك تالفًا وأُصلح. استُعيد كل ما فيه. يبقى الملف التالف محفوظًا باسم %1.</translation>
    </message>
    <message>
        <source>Your message file was damaged. Everything readable was recovered, and Roost is downloading the rest from your server. The damaged file was kept as %1.</source>
        <translation>كان ملف رسائلك تالفًا. استُعيد كل ما أمكنت قراءته، ويجري تنزيل الباقي من خادمك. يبقى الملف التالف محفوظًا باسم %1.</translation>
    </message>
</context>
<context>
    <name>roost::ChatPage</name>
    <message>
        <source>Contacts and conversation</source>
        <translation>جهات الاتصال والمحادثة</translation>
    </message>
</context>
<context>
    <name>roost::Composer</name>
    <message>
        <source>Write a message</source>
        <translation>اكتب رسالة</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>أرسل</translation>
    </message>
    <message>
        <source>Message %1</source>
        <comment>placeholder; %1 is a person</comment>
        <translation>رسالة إلى %1</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>رسالة</translation>
    </message>
    <message>
        <source>Roost can’t send files yet.</source>
        <translation>لا يستطيع Roost إرسال الملفات بعد.</translation>
    </message>
    <message>
        <source>Roost can’t send pictures yet.</source>
        <translation>لا يستطيع Roost إرسال الصور بعد.</translation>
    </message>
    <message>
        <source>The text is too long for one message, so it wasn’t inserted.</source>
        <translation>النص أطول من أن تسعه رسالة واحدة، لذا لم يُدرج.</translation>
    </message>
    <message>
        <source>The text is too long for one message (%1 of at most %2). Shorten it or send it in parts.</source>
        <translation>النص أطول من أن تسعه رسالة واحدة (%1 والحد الأقصى %2). اختصره أو أرسله على أجزاء.</translation>
    </message>
    <message>
        <source>There’s no text to insert. Roost can only send text so far.</source>
        <translation>لا نص لإدراجه. لا يستطيع Roost حتى الآن إلا إرسال النصوص.</translation>
    </message>
</context>
<context>
    <name>roost::ConnectionListModel</name>
    <message>
        <source>%1, %2, %3</source>
        <comment>Laptop, available, Conversations · active now</comment>
        <translation>%1، %2، %3</translation>
    </message>
</context>
<context>
    <name>roost::ContactActions</name>
    <message>
        <source>Room</source>
        <translation>غرفة</translation>
    </message>
    <message>
        <source>%1 is a room. Roost doesn’t support rooms yet.</source>
        <translation>%1 غرفة. لا يدعم Roost الغرف بعد.</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>رابط</translation>
    </message>
    <message>
        <source>This link requests an action that Roost doesn’t support: %1</source>
        <translation>يطلب هذا الرابط إجراءً لا يدعمه Roost: %1</translation>
    </message>
    <message>
        <source>Remove contact</source>
        <translation>إزالة جهة الاتصال</translation>
    </message>
    <message>
        <source>Remove %1 from your contacts? Neither of you will see when the other is online. Your messages are kept.</source>
        <translation>أتزيل %1 من جهات اتصالك؟ لن يرى أي منكما متى يكون الآخر متصلًا. تبقى رسائلك محفوظة.</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>أ&amp;زل</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>احظر</translation>
    </message>
    <message>
        <source>Block %1? They’ll no longer be able to message you or see when you’re online.</source>
        <translation>أتحظر %1؟ لن يتمكن بعد ذلك من مراسلتك ولا من رؤية متى تكون متصلًا.</translation>
    </message>
    <message>
        <source>&amp;Block</source>
        <translation>ا&amp;حظر</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>جهة اتصال</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>&amp;راسل</translation>
    </message>
    <message>
        <source>&amp;Notify me when they come online</source>
        <translation>أ&amp;شعرني حين يتصل</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;عدّل…</translation>
    </message>
    <message>
        <source>&amp;Add to contacts…</source>
        <translation>أ&amp;ضف إلى جهات الاتصال…</translation>
    </message>
    <message>
        <source>Un&amp;block</source>
        <translation>أل&amp;غِ الحظر</translation>
    </message>
    <message>
        <source>&amp;Block…</source>
        <translation>ا&amp;حظر…</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>أ&amp;زل…</translation>
    </message>
    <message>
        <source>Import contacts</source>
        <translation>استيراد جهات الاتصال</translation>
    </message>
    <message>
        <source>Contacts (*.csv *.vcf *.vcard)</source>
        <translation>جهات الاتصال (*.csv *.vcf *.vcard)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>كل الملفات (*)</translation>
    </message>
</context>
<context>
    <name>roost::ContactDelegate</name>
    <message>
        <source>Draft:</source>
        <translation>مسودة:</translation>
    </message>
</context>
<context>
    <name>roost::ContactDialog</name>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>التصنيفات</translation>
    </message>
    <message>
        <source>Edit contact</source>
        <translation>تعديل جهة الاتصال</translation>
    </message>
    <message>
        <source>Add contact</source>
        <translation>إضافة جهة اتصال</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>ال&amp;عنوان</translation>
    </message>
    <message>
        <source>name@example.com</source>
        <translation>name@example.com</translation>
    </message>
    <message>
        <source>&amp;Name (visible only to you)</source>
        <translation>الا&amp;سم (أنت وحدك من يراه)</translation>
    </message>
    <message>
        <source>&amp;Labels (separated by commas)</source>
        <translation>الت&amp;صنيفات (تفصل بينها فواصل)</translation>
    </message>
    <message>
        <source>Friends, Work</source>
        <translation>أصدقاء، عمل</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>ا&amp;حفظ</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>أ&amp;ضف</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>احفظ</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>أضف</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>This is your own address.</source>
        <translation>هذا عنوانك أنت.</translation>
    </message>
    <message>
        <source>%1 is already in your contacts.</source>
        <translation>%1 من جهات اتصالك فعلًا.</translation>
    </message>
    <message>
        <source>This is the address of a server or service, not of a person.</source>
        <translation>هذا عنوان خادم أو خدمة، وليس عنوان شخص.</translation>
    </message>
    <message>
        <source>Some characters aren’t allowed in an address. It will be written as %1.</source>
        <translation>لا يُسمح ببعض المحارف في العنوان. سيُكتب هكذا: %1.</translation>
    </message>
    <message>
        <source>This contact will be asked to let you see when they’re online.</source>
        <translation>ستُسأل جهة الاتصال إن كان لك أن ترى متى تكون متصلة.</translation>
    </message>
    <message>
        <source>For example: name@example.com</source>
        <translation>مثلًا: name@example.com</translation>
    </message>
    <message>
        <source>An address looks like name@example.com.</source>
        <translation>يكون العنوان بهذا الشكل: name@example.com.</translation>
    </message>
</context>
<context>
    <name>roost::ContactListView</name>
    <message>
        <source>row %1 of %2</source>
        <translation>الصف %1 من %2</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>جهات الاتصال</translation>
    </message>
    <message numerus="yes">
        <source>%Ln contact(s)</source>
        <translation>
            <numerusform>لا جهات اتصال</numerusform>
            <numerusform>جهة اتصال واحدة</numerusform>
            <numerusform>جهتا اتصال</numerusform>
            <numerusform>%Ln جهات اتصال</numerusform>
            <numerusform>%Ln جهة اتصال</numerusform>
            <numerusform>%Ln جهة اتصال</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roost::ElementTree</name>
    <message>
        <source>Element tree</source>
        <translation>شجرة العناصر</translation>
    </message>
    <message>
        <source>Filter by role, ID, name or selector</source>
        <translation>التصفية حسب الدور أو المعرّف أو الاسم أو المحدِّد</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>ت&amp;حديث</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>تحديث</translation>
    </message>
    <message>
        <source>Elements as seen by scripts</source>
        <translation>العناصر كما تراها البرامج النصية</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>الدور</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>المعرّف</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Selector of the selected element</source>
        <translation>محدِّد العنصر المختار</translation>
    </message>
    <message>
        <source>&amp;Copy selector</source>
        <translation>&amp;نسخ المحدِّد</translation>
    </message>
    <message>
        <source>Copy selector</source>
        <translation>نسخ المحدِّد</translation>
    </message>
    <message>
        <source>The selected element is outlined in its window. Press Enter to copy its selector, or F5 to refresh.</source>
        <translation>يُحاط العنصر المختار بإطار في نافذته. اضغط Enter لنسخ محدِّده، أو F5 للتحديث.</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>الأعمدة</translation>
    </message>
</context>
<context>
    <name>roost::ElementTreeAction</name>
    <message>
        <source>&amp;Element tree…</source>
        <translation>شجرة ال&amp;عناصر…</translation>
    </message>
</context>
<context>
    <name>roost::EndpointPanel</name>
    <message>
        <source>Un&amp;block</source>
        <translation>أل&amp;غِ الحظر</translation>
    </message>
    <message>
        <source>&amp;Block</source>
        <translation>ا&amp;حظر</translation>
    </message>
    <message>
        <source>&amp;Remove from contacts…</source>
        <translation>أ&amp;زل من جهات الاتصال…</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>اتصال</translation>
    </message>
    <message>
        <source>&amp;Message this device only</source>
        <translation>&amp;مراسلة هذا الجهاز وحده</translation>
    </message>
    <message>
        <source>Picture of %1</source>
        <translation>صورة %1</translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation>العنوان: %1</translation>
    </message>
    <message>
        <source>Status: %1</source>
        <translation>الحالة: %1</translation>
    </message>
    <message>
        <source>Notify me when %1 comes online</source>
        <translation>أشعرني حين يتصل %1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two labels</comment>
        <translation>، </translation>
    </message>
    <message>
        <source>No connections that you can see.</source>
        <translation>لا اتصالات يمكنك رؤيتها.</translation>
    </message>
    <message>
        <source>Blocked. You can’t message each other or see each other’s presence.</source>
        <translation>محظور. لا يمكن لأي منكما مراسلة الآخر ولا رؤية حضوره.</translation>
    </message>
    <message>
        <source>Wants to see when you’re online.</source>
        <translation>يطلب رؤية متى تكون متصلًا.</translation>
    </message>
    <message>
        <source>You asked to see when they’re online. No answer yet.</source>
        <translation>طلبت رؤية متى يكون متصلًا. لا جواب بعد.</translation>
    </message>
    <message>
        <source>You can’t see when they’re online.</source>
        <translation>لا يمكنك رؤية متى يكون متصلًا.</translation>
    </message>
    <message>
        <source>You can see when they’re online, but they can’t see when you are.</source>
        <translation>يمكنك رؤية متى يكون متصلًا، لكنه لا يرى متى تكون أنت متصلًا.</translation>
    </message>
    <message>
        <source>You can see each other’s presence.</source>
        <translation>يرى كل منكما حضور الآخر.</translation>
    </message>
    <message>
        <source>Ask &amp;again</source>
        <translation>ا&amp;سأل مجددًا</translation>
    </message>
    <message>
        <source>Ask to &amp;see presence</source>
        <translation>ا&amp;طلب رؤية الحضور</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;عدّل…</translation>
    </message>
    <message>
        <source>Edit name and labels</source>
        <translation>عدّل الاسم والتصنيفات</translation>
    </message>
    <message>
        <source>&amp;Add to contacts</source>
        <translation>أ&amp;ضف إلى جهات الاتصال</translation>
    </message>
    <message>
        <source>Add to contacts</source>
        <translation>أضف إلى جهات الاتصال</translation>
    </message>
    <message>
        <source>More</source>
        <translation>المزيد</translation>
    </message>
    <message>
        <source>Acce&amp;pt</source>
        <translation>ا&amp;قبل</translation>
    </message>
    <message>
        <source>Accept request</source>
        <translation>اقبل الطلب</translation>
    </message>
    <message>
        <source>&amp;Decline</source>
        <translation>ا&amp;رفض</translation>
    </message>
    <message>
        <source>Decline request</source>
        <translation>ارفض الطلب</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>الاتصالات</translation>
    </message>
    <message>
        <source>Notify me</source>
        <translation>الإشعار</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>التصنيفات</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>الحضور</translation>
    </message>
    <message>
        <source>When they come online</source>
        <translation>حين يتصل</translation>
    </message>
</context>
<context>
    <name>roost::FreedesktopNotifier</name>
    <message>
        <source>Open</source>
        <translation>افتح</translation>
    </message>
</context>
<context>
    <name>roost::Highlight</name>
    <message>
        <source>Frame around an element</source>
        <translation>إطار حول عنصر</translation>
    </message>
</context>
<context>
    <name>roost::ImportDialog</name>
    <message>
        <source>The file is too large.</source>
        <translation>الملف أكبر مما ينبغي.</translation>
    </message>
    <message>
        <source>This isn’t a CSV or vCard file.</source>
        <translation>ليس هذا ملف CSV ولا vCard.</translation>
    </message>
    <message>
        <source>Line %L1: %2: %3</source>
        <comment>a contact that could not be added, why</comment>
        <translation>السطر %L1: %2: %3</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>تجري قراءة %1…</translation>
    </message>
    <message>
        <source>%L1 of %L2 added…</source>
        <translation>أُضيف %L1 من %L2…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln contact(s) added.</source>
        <translation>
            <numerusform>لم تُضف أي جهة اتصال.</numerusform>
            <numerusform>أُضيفت جهة اتصال واحدة.</numerusform>
            <numerusform>أُضيفت جهتا اتصال.</numerusform>
            <numerusform>أُضيفت %Ln جهات اتصال.</numerusform>
            <numerusform>أُضيفت %Ln جهة اتصال.</numerusform>
            <numerusform>أُضيفت %Ln جهة اتصال.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contact(s) found in %1. Select the ones to add.</source>
        <translation>
            <numerusform>لا جهات اتصال في %1.</numerusform>
            <numerusform>وُجدت جهة اتصال واحدة في %1. حدّد ما تريد إضافته.</numerusform>
            <numerusform>وُجدت جهتا اتصال في %1. حدّد ما تريد إضافته.</numerusform>
            <numerusform>وُجدت %Ln جهات اتصال في %1. حدّد ما تريد إضافته.</numerusform>
            <numerusform>وُجدت %Ln جهة اتصال في %1. حدّد ما تريد إضافته.</numerusform>
            <numerusform>وُجدت %Ln جهة اتصال في %1. حدّد ما تريد إضافته.</numerusform>
        </translation>
    </message>
    <message>
        <source>You need to be online to add contacts.</source>
        <translation>يجب أن تكون متصلًا لإضافة جهات الاتصال.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Add %Ln contact(s)</source>
        <translation>
            <numerusform>لا شيء ي&amp;ضاف</numerusform>
            <numerusform>أ&amp;ضف جهة اتصال واحدة</numerusform>
            <numerusform>أ&amp;ضف جهتي اتصال</numerusform>
            <numerusform>أ&amp;ضف %Ln جهات اتصال</numerusform>
            <numerusform>أ&amp;ضف %Ln جهة اتصال</numerusform>
            <numerusform>أ&amp;ضف %Ln جهة اتصال</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln contact(s)</source>
        <translation>
            <numerusform>لا شيء يضاف</numerusform>
            <numerusform>أضف جهة اتصال واحدة</numerusform>
            <numerusform>أضف جهتي اتصال</numerusform>
            <numerusform>أضف %Ln جهات اتصال</numerusform>
            <numerusform>أضف %Ln جهة اتصال</numerusform>
            <numerusform>أضف %Ln جهة اتصال</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>إ&amp;غلاق</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Import contacts</source>
        <translation>استيراد جهات الاتصال</translation>
    </message>
    <message>
        <source>Contacts found</source>
        <translation>جهات الاتصال الموجودة</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>الأعمدة</translation>
    </message>
    <message>
        <source>Line %L1: no XMPP address</source>
        <translation>السطر %L1: لا عنوان XMPP</translation>
    </message>
    <message>
        <source>Line %L1: %2 has no XMPP address</source>
        <translation>السطر %L1: ليس لـ %2 عنوان XMPP</translation>
    </message>
    <message>
        <source>Line %L1: %2 isn’t a valid address</source>
        <translation>السطر %L1: %2 ليس عنوانًا صالحًا</translation>
    </message>
    <message>
        <source>Line %L1: %2 is an email address, not an XMPP address</source>
        <translation>السطر %L1: %2 عنوان بريد إلكتروني وليس عنوان XMPP</translation>
    </message>
    <message>
        <source>Line %L1: %2 is an address on another network (%3)</source>
        <translation>السطر %L1: %2 عنوان على شبكة أخرى (%3)</translation>
    </message>
    <message>
        <source>Line %L1: the file doesn’t say which network %2 belongs to</source>
        <translation>السطر %L1: لا يذكر الملف الشبكة التي ينتمي إليها %2</translation>
    </message>
    <message>
        <source>Line %L1: %2 is a group chat, not a person</source>
        <translation>السطر %L1: %2 دردشة جماعية وليس شخصًا</translation>
    </message>
    <message>
        <source>Line %L1: the column %2 also contains addresses; only one column is imported</source>
        <translation>السطر %L1: في العمود %2 عناوين أيضًا؛ لا يُستورد إلا عمود واحد</translation>
    </message>
    <message>
        <source>Line %L1: %2 appears more than once</source>
        <translation>السطر %L1: ورد %2 أكثر من مرة</translation>
    </message>
    <message>
        <source>Line %L1: this entry is damaged</source>
        <translation>السطر %L1: هذا المُدخل تالف</translation>
    </message>
    <message>
        <source>Line %L1: the file is too long; the remaining lines aren’t imported</source>
        <translation>السطر %L1: الملف أطول مما ينبغي؛ لا تُستورد الأسطر الباقية</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Skipped or unclear: %Ln line(s)</source>
        <translation>
            <numerusform>ال&amp;متروك أو غير الواضح: لا شيء</numerusform>
            <numerusform>ال&amp;متروك أو غير الواضح: سطر واحد</numerusform>
            <numerusform>ال&amp;متروك أو غير الواضح: سطران</numerusform>
            <numerusform>ال&amp;متروك أو غير الواضح: %Ln أسطر</numerusform>
            <numerusform>ال&amp;متروك أو غير الواضح: %Ln سطرًا</numerusform>
            <numerusform>ال&amp;متروك أو غير الواضح: %Ln سطر</numerusform>
        </translation>
    </message>
    <message>
        <source>Skipped or unclear lines</source>
        <translation>الأسطر المتروكة أو غير الواضحة</translation>
    </message>
    <message>
        <source>Line %L1: the text encoding %2 is unknown; check the contact’s name</source>
        <translation>السطر %L1: ترميز النص %2 غير معروف؛ تحقّق من اسم جهة الاتصال</translation>
    </message>
</context>
<context>
    <name>roost::ImportListModel</name>
    <message>
        <source>already added</source>
        <translation>مضافة من قبل</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>التصنيفات</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
</context>
<context>
    <name>roost::LiveRegion</name>
    <message>
        <source>Announcements</source>
        <translation>إعلانات</translation>
    </message>
</context>
<context>
    <name>roost::LongTextDialog</name>
    <message>
        <source>Full message</source>
        <translation>الرسالة كاملة</translation>
    </message>
    <message>
        <source>Message text</source>
        <translation>نص الرسالة</translation>
    </message>
    <message>
        <source>Copy &amp;all</source>
        <translation>ا&amp;نسخ الكل</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>انسخ الكل</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>إ&amp;غلاق</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>roost::MainActions</name>
    <message>
        <source>&amp;Requests (%L1)</source>
        <translation>ال&amp;طلبات (%L1)</translation>
    </message>
    <message>
        <source>&amp;Requests</source>
        <translation>ال&amp;طلبات</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>القائمة</translation>
    </message>
    <message>
        <source>&amp;Add contact…</source>
        <translation>إ&amp;ضافة جهة اتصال…</translation>
    </message>
    <message>
        <source>&amp;Import contacts…</source>
        <translation>ا&amp;ستيراد جهات الاتصال…</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>ال&amp;تفضيلات…</translation>
    </message>
    <message>
        <source>A&amp;bout Roost</source>
        <translation>&amp;عن Roost</translation>
    </message>
    <message>
        <source>&amp;Sign out…</source>
        <translation>ت&amp;سجيل الخروج…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>إ&amp;نهاء</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Next section of the window</source>
        <translation>القسم التالي من النافذة</translation>
    </message>
    <message>
        <source>Previous section of the window</source>
        <translation>القسم السابق من النافذة</translation>
    </message>
    <message>
        <source>Next contact</source>
        <translation>جهة الاتصال التالية</translation>
    </message>
    <message>
        <source>Previous contact</source>
        <translation>جهة الاتصال السابقة</translation>
    </message>
    <message>
        <source>Show or hide details</source>
        <translation>أظهر التفاصيل أو أخفها</translation>
    </message>
    <message>
        <source>All contacts</source>
        <translation>كل جهات الاتصال</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>غير مقروء</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>متصلون</translation>
    </message>
    <message>
        <source>Close window</source>
        <translation>أغلق النافذة</translation>
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
        <translation>تسجيل الخروج</translation>
    </message>
    <message>
        <source>Sign out of %1? The saved password is deleted from this computer. Contacts and messages are kept.</source>
        <translation>أتسجّل الخروج من %1؟ تُحذف كلمة السر المحفوظة من هذا الحاسوب. وتبقى جهات الاتصال والرسائل محفوظة.</translation>
    </message>
    <message>
        <source>&amp;Sign out</source>
        <translation>&amp;سجّل الخروج</translation>
    </message>
    <message>
        <source>Contacts and conversation</source>
        <translation>جهات الاتصال والمحادثة</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>رابط</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>افتح الرابط</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>ا&amp;فتح</translation>
    </message>
    <message>
        <source>Roost can’t open this link because it contains no address.</source>
        <translation>لا يستطيع Roost فتح هذا الرابط لأنه لا يحتوي على عنوان.</translation>
    </message>
    <message>
        <source>This link may not lead where it appears to. It opens the server %1:

%2</source>
        <comment>a host; the whole link</comment>
        <translation>قد لا يقود هذا الرابط إلى حيث يبدو. إنه يفتح الخادم %1:

%2</translation>
    </message>
    <message>
        <source>Another account</source>
        <translation>حساب آخر</translation>
    </message>
    <message>
        <source>This belongs to the account %1. The open account is %2.</source>
        <translation>هذا يخص الحساب %1. الحساب المفتوح هو %2.</translation>
    </message>
</context>
<context>
    <name>roost::ActionLine</name>
    <message>
        <source>Show all</source>
        <translation>أظهر الكل</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>لم تُرسل</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>أرسل مجددًا</translation>
    </message>
    <message>
        <source>Send to all</source>
        <translation>إرسال إلى الجميع</translation>
    </message>
</context>
<context>
    <name>roost::MessageWording</name>
    <message>
        <source>delivered</source>
        <translation>سُلّمت</translation>
    </message>
    <message>
        <source>read</source>
        <comment>by the other side</comment>
        <translation>قُرئت</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>أُرسلت</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>laptop delivered</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>only this device</source>
        <translation>هذا الجهاز فقط</translation>
    </message>
    <message>
        <source>for %1, but delivered to %2</source>
        <comment>laptop, phone</comment>
        <translation>إلى %1، لكنها سُلّمت إلى %2</translation>
    </message>
    <message>
        <source>only %1</source>
        <comment>only laptop</comment>
        <translation>%1 فقط</translation>
    </message>
    <message>
        <source>%1 is disconnected. Send to all?</source>
        <comment>Laptop is disconnected</comment>
        <translation>لم يعد %1 متصلًا. هل ترسل إلى الجميع؟</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>تنتظر الإرسال</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>لم تُرسل</translation>
    </message>
    <message>
        <source>Encrypted for other devices</source>
        <translation>مشفّرة لأجهزة أخرى</translation>
    </message>
    <message>
        <source>Invitation to the room %1: Roost can’t join rooms yet</source>
        <translation>دعوة إلى الغرفة %1: لا يستطيع Roost دخول الغرف بعد</translation>
    </message>
    <message>
        <source>Missed call: Roost can’t answer calls yet</source>
        <translation>مكالمة فائتة: لا يستطيع Roost تلقّي المكالمات بعد</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>حُذفت الرسالة</translation>
    </message>
    <message>
        <source>Call answered on another device</source>
        <translation>تم الرد على المكالمة من جهاز آخر</translation>
    </message>
    <message>
        <source>Call declined on another device</source>
        <translation>تم رفض المكالمة من جهاز آخر</translation>
    </message>
    <message>
        <source>Message without visible text</source>
        <translation>رسالة بلا نص ظاهر</translation>
    </message>
    <message>
        <source>edited %1</source>
        <comment>a message; %1 is a time</comment>
        <translation>عُدّلت %1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>، </translation>
    </message>
</context>
<context>
    <name>roost::OwnHeader</name>
    <message>
        <source>Connecting…</source>
        <translation>يجري الاتصال…</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>Available · shipping 1.0 today</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Your picture</source>
        <translation>صورتك</translation>
    </message>
    <message>
        <source>You: %1, %2</source>
        <comment>name, presence</comment>
        <translation>أنت: %1، %2</translation>
    </message>
    <message>
        <source>Change your presence</source>
        <translation>غيّر حضورك</translation>
    </message>
</context>
<context>
    <name>roost::PlatformNotifier</name>
    <message>
        <source>New message</source>
        <translation>رسالة جديدة</translation>
    </message>
    <message>
        <source>%1 is online</source>
        <translation>%1 متصل الآن</translation>
    </message>
    <message>
        <source>You asked to be notified.</source>
        <translation>طلبت إشعارك بذلك.</translation>
    </message>
    <message>
        <source>Request from %1</source>
        <translation>طلب من %1</translation>
    </message>
    <message>
        <source>Wants to see when you’re online.</source>
        <translation>يطلب رؤية متى تكون متصلًا.</translation>
    </message>
    <message>
        <source>Messages from many strangers</source>
        <translation>رسائل من كثير من الغرباء</translation>
    </message>
    <message>
        <source>Open Roost to see their messages and requests.</source>
        <translation>افتح Roost لترى رسائلهم وطلباتهم.</translation>
    </message>
</context>
<context>
    <name>roost::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>التفضيلات</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>ال&amp;لغة</translation>
    </message>
    <message>
        <source>Same as system</source>
        <translation>كما في النظام</translation>
    </message>
    <message>
        <source>C&amp;olours</source>
        <translation>الأ&amp;لوان</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتحة</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكنة</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>الإشعارات</translation>
    </message>
    <message>
        <source>Notify me about new &amp;messages</source>
        <translation>أشعرني بال&amp;رسائل الجديدة</translation>
    </message>
    <message>
        <source>Show message &amp;text</source>
        <translation>أظهر &amp;نص الرسائل</translation>
    </message>
    <message>
        <source>Show message text in notifications</source>
        <translation>أظهر نص الرسائل في الإشعارات</translation>
    </message>
    <message>
        <source>&amp;Stay in the notification area when the window is closed</source>
        <translation>ا&amp;بقَ في منطقة التنبيهات عند إغلاق النافذة</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>إ&amp;غلاق</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>What my contacts can see</source>
        <translation>ما يمكن لجهات اتصالي رؤيته</translation>
    </message>
    <message>
        <source>When I’m t&amp;yping</source>
        <translation>عندما أ&amp;كتب</translation>
    </message>
    <message>
        <source>Show my contacts when I’m typing</source>
        <translation>إعلام جهات اتصالي عندما أكتب</translation>
    </message>
    <message>
        <source>When I’ve &amp;read their messages</source>
        <translation>عندما أ&amp;قرأ رسائلهم</translation>
    </message>
    <message>
        <source>Show my contacts when I’ve read their messages</source>
        <translation>إعلام جهات اتصالي عندما أقرأ رسائلهم</translation>
    </message>
    <message>
        <source>Show me as &amp;away when I’m inactive</source>
        <translation>أظهِرني &amp;بعيدًا عند عدم النشاط</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>أبدًا</translation>
    </message>
    <message numerus="yes">
        <source>After %Ln minute(s)</source>
        <translation>
            <numerusform>فورًا</numerusform>
            <numerusform>بعد دقيقة واحدة</numerusform>
            <numerusform>بعد دقيقتين</numerusform>
            <numerusform>بعد %Ln دقائق</numerusform>
            <numerusform>بعد %Ln دقيقة</numerusform>
            <numerusform>بعد %Ln دقيقة</numerusform>
        </translation>
    </message>
    <message>
        <source>Start with the &amp;system, in the background</source>
        <translation>ابدأ مع ال&amp;نظام في الخلفية</translation>
    </message>
    <message>
        <source>Start with the system, in the background</source>
        <translation>ابدأ مع النظام في الخلفية</translation>
    </message>
    <message>
        <source>Managed by your organization</source>
        <translation>تديره مؤسستك</translation>
    </message>
</context>
<context>
    <name>roost::PresenceMenu</name>
    <message>
        <source>Free to chat</source>
        <translation>متفرغ للدردشة</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>متاح</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>بعيد</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>الرجاء عدم الإزعاج</translation>
    </message>
    <message>
        <source>Extended away</source>
        <translation>بعيد لوقت طويل</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>Your presence</source>
        <translation>حضورك</translation>
    </message>
    <message>
        <source>Also on: %1</source>
        <translation>وأيضًا على: %1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two devices</comment>
        <translation>، </translation>
    </message>
    <message>
        <source>Status &amp;text…</source>
        <translation>&amp;نص الحالة…</translation>
    </message>
</context>
<context>
    <name>roost::RequestsDialog</name>
    <message>
        <source>Requests</source>
        <translation>الطلبات</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>إ&amp;غلاق</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>No requests</source>
        <translation>لا طلبات</translation>
    </message>
    <message>
        <source>Requests to see when you’re online appear here.</source>
        <translation>تظهر هنا طلبات رؤية متى تكون متصلًا.</translation>
    </message>
    <message>
        <source>Request from %1</source>
        <translation>طلب من %1</translation>
    </message>
    <message>
        <source>Picture of %1</source>
        <translation>صورة %1</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>اقبل</translation>
    </message>
    <message>
        <source>Accept the request from %1</source>
        <translation>اقبل طلب %1</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>ارفض</translation>
    </message>
    <message>
        <source>Decline the request from %1</source>
        <translation>ارفض طلب %1</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>احظر</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>احظر %1</translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more</source>
        <translation>
            <numerusform>ولا طلب آخر</numerusform>
            <numerusform>وطلب آخر</numerusform>
            <numerusform>وطلبان آخران</numerusform>
            <numerusform>و%Ln طلبات أخرى</numerusform>
            <numerusform>و%Ln طلبًا آخر</numerusform>
            <numerusform>و%Ln طلب آخر</numerusform>
        </translation>
    </message>
    <message>
        <source>Decline all of these</source>
        <translation>رفضها كلها</translation>
    </message>
</context>
<context>
    <name>roost::Sidebar</name>
    <message>
        <source>Contacts</source>
        <translation>جهات الاتصال</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>القائمة</translation>
    </message>
    <message>
        <source>Search people</source>
        <translation>ابحث عن أشخاص</translation>
    </message>
    <message>
        <source>Keyboard shortcut for the search field</source>
        <translation>اختصار حقل البحث</translation>
    </message>
    <message>
        <source>No contacts yet</source>
        <translation>لا جهات اتصال بعد</translation>
    </message>
    <message>
        <source>Add someone by their address to see when they’re online.</source>
        <translation>أضف شخصًا بعنوانه لترى متى يكون متصلًا.</translation>
    </message>
    <message>
        <source>Add contact</source>
        <translation>إضافة جهة اتصال</translation>
    </message>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Unread %L1</source>
        <translation>غير مقروء %L1</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>غير مقروء</translation>
    </message>
    <message>
        <source>Online %L1</source>
        <translation>متصلون %L1</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>متصلون</translation>
    </message>
    <message>
        <source>All contacts</source>
        <translation>كل جهات الاتصال</translation>
    </message>
    <message numerus="yes">
        <source>Unread: %Ln contact(s)</source>
        <translation>
            <numerusform>غير مقروء: لا أحد</numerusform>
            <numerusform>غير مقروء: جهة اتصال واحدة</numerusform>
            <numerusform>غير مقروء: جهتا اتصال</numerusform>
            <numerusform>غير مقروء: %Ln جهات اتصال</numerusform>
            <numerusform>غير مقروء: %Ln جهة اتصال</numerusform>
            <numerusform>غير مقروء: %Ln جهة اتصال</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Online: %Ln contact(s)</source>
        <translation>
            <numerusform>متصلون: لا أحد</numerusform>
            <numerusform>متصلون: جهة اتصال واحدة</numerusform>
            <numerusform>متصلون: جهتا اتصال</numerusform>
            <numerusform>متصلون: %Ln جهات اتصال</numerusform>
            <numerusform>متصلون: %Ln جهة اتصال</numerusform>
            <numerusform>متصلون: %Ln جهة اتصال</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) to see when you’re online</source>
        <translation>
            <numerusform>لا طلبات لرؤية حضورك</numerusform>
            <numerusform>طلب واحد لرؤية حضورك</numerusform>
            <numerusform>طلبان لرؤية حضورك</numerusform>
            <numerusform>%Ln طلبات لرؤية حضورك</numerusform>
            <numerusform>%Ln طلبًا لرؤية حضورك</numerusform>
            <numerusform>%Ln طلب لرؤية حضورك</numerusform>
        </translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>لا نتائج</translation>
    </message>
    <message>
        <source>No contact in this list matches “%1”.</source>
        <translation>لا جهة اتصال في هذه القائمة تطابق «%1».</translation>
    </message>
    <message>
        <source>All read</source>
        <translation>قُرئ كل شيء</translation>
    </message>
    <message>
        <source>You have no unread messages.</source>
        <translation>ليست لديك رسائل غير مقروءة.</translation>
    </message>
    <message>
        <source>No one online</source>
        <translation>لا أحد متصل</translation>
    </message>
    <message>
        <source>None of your contacts are online right now.</source>
        <translation>لا أحد من جهات اتصالك متصل الآن.</translation>
    </message>
</context>
<context>
    <name>roost::SignInPage</name>
    <message>
        <source>Welcome to Roost</source>
        <translation>أهلًا بك في Roost</translation>
    </message>
    <message>
        <source>Reach people, wherever they are connected.</source>
        <translation>تواصل مع الناس حيثما كانوا متصلين.</translation>
    </message>
    <message>
        <source>Roost</source>
        <translation>Roost</translation>
    </message>
    <message>
        <source>Your &amp;address</source>
        <translation>&amp;عنوانك</translation>
    </message>
    <message>
        <source>Your address</source>
        <translation>عنوانك</translation>
    </message>
    <message>
        <source>name@example.com</source>
        <translation>name@example.com</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;كلمة السر</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>كلمة السر</translation>
    </message>
    <message>
        <source>&amp;Keep me signed in</source>
        <translation>أ&amp;بقني مسجَّل الدخول</translation>
    </message>
    <message>
        <source>Keep me signed in (stored in the system keychain)</source>
        <translation>أبقني مسجَّل الدخول (تُحفظ في سلسلة مفاتيح النظام)</translation>
    </message>
    <message>
        <source>Your password will be stored in the system keychain.</source>
        <translation>ستُحفظ كلمة السر في سلسلة مفاتيح النظام.</translation>
    </message>
    <message>
        <source>This computer has no keychain, so Roost will ask for your password every time.</source>
        <translation>ليس في هذا الحاسوب سلسلة مفاتيح، لذا سيطلب Roost كلمة السر كل مرة.</translation>
    </message>
    <message>
        <source>&amp;Server URL (optional)</source>
        <translation>&amp;رابط الخادم (اختياري)</translation>
    </message>
    <message>
        <source>Server URL</source>
        <translation>رابط الخادم</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Sign &amp;in</source>
        <translation>&amp;سجّل الدخول</translation>
    </message>
    <message>
        <source>Cancel sign-in</source>
        <translation>ألغِ تسجيل الدخول</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>سجّل الدخول</translation>
    </message>
    <message>
        <source>Read &amp;offline</source>
        <translation>اقرأ &amp;دون اتصال</translation>
    </message>
    <message>
        <source>Read offline</source>
        <translation>اقرأ دون اتصال</translation>
    </message>
    <message>
        <source>&amp;Connection settings…</source>
        <translation>إعدادات الات&amp;صال…</translation>
    </message>
    <message>
        <source>Connection settings</source>
        <translation>إعدادات الاتصال</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>يجري تسجيل الدخول…</translation>
    </message>
    <message>
        <source>No error</source>
        <translation>لا خطأ</translation>
    </message>
    <message>
        <source>%1 isn’t a server URL. A server URL begins with wss://.</source>
        <translation>%1 ليس رابط خادم. يبدأ رابط الخادم بـ wss://‎.</translation>
    </message>
    <message>
        <source>Enter your address.</source>
        <translation>أدخل عنوانك.</translation>
    </message>
</context>
<context>
    <name>roost::StartProblemDialog</name>
    <message>
        <source>The messages of this account were saved by a newer version of Roost. Nothing was changed. Update Roost to open them.</source>
        <translation>حُفظت رسائل هذا الحساب بنسخة أحدث من Roost. لم يتغيّر شيء. حدّث Roost لتفتحها.</translation>
    </message>
    <message>
        <source>The messages of this account are damaged and can’t be opened. Nothing was changed.</source>
        <translation>رسائل هذا الحساب تالفة ولا يمكن فتحها. لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>The disk is full, so the messages of this account can’t be opened. Free some space, then try again.</source>
        <translation>القرص ممتلئ، لذا لا يمكن فتح رسائل هذا الحساب. أفرغ بعض المساحة ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>Roost doesn’t have permission to write to the messages of this account. Check the permissions of the folder, then try again.</source>
        <translation>ليس لدى Roost إذن الكتابة في رسائل هذا الحساب. تحقّق من أذون المجلد ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>The messages of this account can’t be opened.</source>
        <translation>لا يمكن فتح رسائل هذا الحساب.</translation>
    </message>
    <message>
        <source>Roost keeps settings and messages in the folder %1, but a file with this name already exists.</source>
        <translation>يحفظ Roost الإعدادات والرسائل في المجلد %1، لكن هناك ملفًا بهذا الاسم.</translation>
    </message>
    <message>
        <source>Roost can’t create the folder %1, where it keeps settings and messages.</source>
        <translation>لا يستطيع Roost إنشاء المجلد %1 الذي يحفظ فيه الإعدادات والرسائل.</translation>
    </message>
    <message>
        <source>Roost doesn’t have permission to write to the folder %1, where it keeps settings and messages. Check its permissions, or choose another folder.</source>
        <translation>ليس لدى Roost إذن الكتابة في المجلد %1 الذي يحفظ فيه الإعدادات والرسائل. تحقّق من أذونه أو اختر مجلدًا آخر.</translation>
    </message>
    <message>
        <source>The disk is full, so Roost can’t write to the folder %1. Free some space, then try again.</source>
        <translation>القرص ممتلئ، لذا لا يستطيع Roost الكتابة في المجلد %1. أفرغ بعض المساحة ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>Roost can’t read its settings in %1.</source>
        <translation>لا يستطيع Roost قراءة إعداداته في %1.</translation>
    </message>
    <message>
        <source>Roost was started with the file %1, which can’t be read.</source>
        <translation>شُغّل Roost مع الملف %1 الذي تتعذّر قراءته.</translation>
    </message>
    <message>
        <source>Roost was started with an option that it can’t use.</source>
        <translation>شُغّل Roost بخيار لا يمكنه استعماله.</translation>
    </message>
    <message>
        <source>An unexpected problem occurred.</source>
        <translation>حدثت مشكلة غير متوقعة.</translation>
    </message>
    <message>
        <source>Choose a folder for settings and messages</source>
        <translation>اختر مجلدًا للإعدادات والرسائل</translation>
    </message>
    <message>
        <source>Roost can’t start</source>
        <translation>لا يستطيع Roost أن يبدأ</translation>
    </message>
    <message>
        <source>This account can’t be opened</source>
        <translation>لا يمكن فتح هذا الحساب</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>تحذير</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>ا&amp;فتح المجلد</translation>
    </message>
    <message>
        <source>Choose another &amp;folder…</source>
        <translation>ا&amp;ختر مجلدًا آخر…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>إ&amp;نهاء</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>إ&amp;غلاق</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>أ&amp;عد المحاولة</translation>
    </message>
    <message>
        <source>Another program has locked the messages of this account. Quit that program, then try again.</source>
        <translation>أقفل برنامج آخر رسائل هذا الحساب. أنهِ ذلك البرنامج ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>Roost is already running with the folder %1, but isn’t responding. Quit it, then try again.</source>
        <translation>يعمل Roost فعلًا مع المجلد %1 لكنه لا يستجيب. أنهِه ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>Roost was started with the log file %1, which can’t be written to.</source>
        <translation>شُغّل Roost مع ملف السجل %1 الذي تتعذّر الكتابة فيه.</translation>
    </message>
    <message>
        <source>Copy &amp;details</source>
        <translation>انسخ ال&amp;تفاصيل</translation>
    </message>
    <message>
        <source>This applies to this start only. To use another folder every time, start Roost with --profile.</source>
        <translation>يسري هذا على هذه المرة فقط. لاستعمال مجلد آخر كل مرة شغّل Roost بالخيار ‎--profile‎.</translation>
    </message>
</context>
<context>
    <name>roost::StatusDialog</name>
    <message>
        <source>Status text</source>
        <translation>نص الحالة</translation>
    </message>
    <message>
        <source>&amp;Text that your contacts see next to your presence</source>
        <translation>&amp;نص تراه جهات اتصالك بجانب حضورك</translation>
    </message>
    <message>
        <source>Back at three</source>
        <translation>أعود في الثالثة</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>ا&amp;حفظ</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>احفظ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>roost::TargetChip</name>
    <message>
        <source>Recipient device</source>
        <translation>الجهاز المستقبِل</translation>
    </message>
    <message>
        <source>Send to all devices again</source>
        <translation>إرسال إلى كل الأجهزة من جديد</translation>
    </message>
    <message>
        <source>To: all devices</source>
        <translation>إلى: كل الأجهزة</translation>
    </message>
    <message>
        <source>Send to one device only</source>
        <translation>إرسال إلى جهاز واحد فقط</translation>
    </message>
    <message>
        <source>Only %1</source>
        <comment>only laptop</comment>
        <translation>%1 فقط</translation>
    </message>
    <message>
        <source>Only %1 (disconnected)</source>
        <translation>%1 فقط (لم يعد متصلًا)</translation>
    </message>
    <message>
        <source>All devices</source>
        <translation>كل الأجهزة</translation>
    </message>
    <message>
        <source>Only %1 · %2</source>
        <comment>laptop · Conversations · active now</comment>
        <translation>%1 فقط · %2</translation>
    </message>
</context>
<context>
    <name>roost::ThreadHeader</name>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>المحادثة</translation>
    </message>
    <message>
        <source>Picture of %1</source>
        <translation>صورة %1</translation>
    </message>
</context>
<context>
    <name>roost::ThreadModel</name>
    <message>
        <source>You</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>what stands above a message; the message</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Beginning of the conversation</source>
        <translation>بداية المحادثة</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>date format: day, month and year</comment>
        <translation>d MMMM yyyy</translation>
    </message>
    <message>
        <source>Complete since %1 · older messages are loading</source>
        <translation>كاملة منذ %1 · يجري تحميل الرسائل الأقدم</translation>
    </message>
    <message>
        <source>Complete since %1 · older messages aren’t loaded yet</source>
        <translation>كاملة منذ %1 · لم تُحمَّل الرسائل الأقدم بعد</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>the last message; what stands below it</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Newer messages are loading</source>
        <translation>يجري تحميل الرسائل الأحدث</translation>
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
        <translation>المحادثة</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>الرسائل</translation>
    </message>
    <message>
        <source>No conversation selected</source>
        <translation>لم تُختر محادثة</translation>
    </message>
    <message>
        <source>Select a contact from the list to start chatting.</source>
        <translation>اختر جهة اتصال من القائمة لتبدأ الدردشة.</translation>
    </message>
    <message>
        <source>No one is typing</source>
        <translation>لا أحد يكتب</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new message(s)</source>
        <translation>
            <numerusform>لا رسائل جديدة</numerusform>
            <numerusform>رسالة جديدة واحدة</numerusform>
            <numerusform>رسالتان جديدتان</numerusform>
            <numerusform>%Ln رسائل جديدة</numerusform>
            <numerusform>%Ln رسالة جديدة</numerusform>
            <numerusform>%Ln رسالة جديدة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roost::ThreadView</name>
    <message>
        <source>message %1 of %2</source>
        <translation>الرسالة %1 من %2</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>أرسل مجددًا</translation>
    </message>
    <message>
        <source>Send to all</source>
        <translation>إرسال إلى الجميع</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>الرسائل</translation>
    </message>
    <message>
        <source>Go to the newest message</source>
        <translation>اذهب إلى أحدث رسالة</translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation>لا رسائل بعد</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>رسالة</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>افتح الرابط</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>انسخ الرابط</translation>
    </message>
    <message>
        <source>Copy selected text</source>
        <translation>انسخ النص المحدد</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>انسخ الرسالة</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>حدد الكل</translation>
    </message>
    <message>
        <source>Messages are loading</source>
        <translation>يجري تحميل الرسائل</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>لا رسائل</numerusform>
            <numerusform>رسالة واحدة</numerusform>
            <numerusform>رسالتان</numerusform>
            <numerusform>%Ln رسائل</numerusform>
            <numerusform>%Ln رسالة</numerusform>
            <numerusform>%Ln رسالة</numerusform>
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
        <translation>أ&amp;ظهر النافذة أو أخفها</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>إ&amp;نهاء</translation>
    </message>
    <message>
        <source>&amp;Presence</source>
        <translation>ال&amp;حضور</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread conversation(s)</source>
        <translation>
            <numerusform>لا محادثات غير مقروءة</numerusform>
            <numerusform>محادثة واحدة غير مقروءة</numerusform>
            <numerusform>محادثتان غير مقروءتين</numerusform>
            <numerusform>%Ln محادثات غير مقروءة</numerusform>
            <numerusform>%Ln محادثة غير مقروءة</numerusform>
            <numerusform>%Ln محادثة غير مقروءة</numerusform>
        </translation>
    </message>
    <message>
        <source>Roost: %1</source>
        <translation>Roost: %1</translation>
    </message>
    <message>
        <source>no unread conversations</source>
        <translation>لا محادثات غير مقروءة</translation>
    </message>
</context>
<context>
    <name>roost::Wording</name>
    <message>
        <source>free to chat</source>
        <translation>متفرغ للدردشة</translation>
    </message>
    <message>
        <source>available</source>
        <translation>متاح</translation>
    </message>
    <message>
        <source>away</source>
        <translation>بعيد</translation>
    </message>
    <message>
        <source>do not disturb</source>
        <translation>عدم الإزعاج</translation>
    </message>
    <message>
        <source>extended away</source>
        <translation>بعيد لوقت طويل</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>laptop</source>
        <translation>الحاسوب المحمول</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>الهاتف</translation>
    </message>
    <message>
        <source>tablet</source>
        <translation>اللوح</translation>
    </message>
    <message>
        <source>browser</source>
        <translation>المتصفح</translation>
    </message>
    <message>
        <source>bot</source>
        <translation>الروبوت</translation>
    </message>
    <message>
        <source>console</source>
        <translation>الطرفية</translation>
    </message>
    <message>
        <source>thing</source>
        <translation>الشيء</translation>
    </message>
    <message>
        <source>device</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>Cell phone</source>
        <translation>الهاتف المحمول</translation>
    </message>
    <message>
        <source>idle %1</source>
        <translation>خامل منذ %1</translation>
    </message>
    <message>
        <source>active now</source>
        <translation>نشط الآن</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>away 4 min</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>منذ %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>client name · activity</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>Last seen at %1</source>
        <translation>آخر ظهور في %1</translation>
    </message>
    <message>
        <source>Last seen yesterday at %1</source>
        <translation>آخر ظهور أمس في %1</translation>
    </message>
    <message>
        <source>Last seen %1</source>
        <comment>on a day</comment>
        <translation>آخر ظهور %1</translation>
    </message>
    <message>
        <source>%1 · %2 %3</source>
        <comment>Available · laptop active now</comment>
        <translation>%1 · %2 %3</translation>
    </message>
    <message>
        <source>%1 on %2 connections · %3 %4</source>
        <comment>Available on 3 connections · laptop active now</comment>
        <translation>%1 على %2 من الاتصالات · %3 %4</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>phone · away 4 min</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <comment>available on laptop</comment>
        <translation>%1 على %2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>، </translation>
    </message>
    <message>
        <source>; </source>
        <comment>between clauses</comment>
        <translation>؛ </translation>
    </message>
    <message>
        <source>You: %1</source>
        <translation>أنت: %1</translation>
    </message>
    <message>
        <source>Waiting for an answer to your request</source>
        <translation>ينتظر طلبك جوابًا</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>على %1</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>محظور</translation>
    </message>
    <message>
        <source>%1 unread</source>
        <translation>%1 غير مقروء</translation>
    </message>
    <message>
        <source>draft: %1</source>
        <translation>مسودة: %1</translation>
    </message>
    <message>
        <source>last message %1: %2</source>
        <comment>09:16: Hello</comment>
        <translation>آخر رسالة %1: %2</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date format: day and month, short</comment>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <comment>date format: weekday, day and month</comment>
        <translation>dddd، d MMMM</translation>
    </message>
    <message>
        <source>dddd, d MMMM yyyy</source>
        <comment>date format: weekday, day, month and year</comment>
        <translation>dddd، d MMMM yyyy</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 د</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>hours</comment>
        <translation>%1 س</translation>
    </message>
    <message>
        <source>%1 d</source>
        <comment>days</comment>
        <translation>%1 ي</translation>
    </message>
    <message>
        <source>%1 is typing on %2…</source>
        <comment>Foo is typing on phone…</comment>
        <translation>%1 يكتب على %2…</translation>
    </message>
    <message>
        <source>typing…</source>
        <comment>instead of the last message</comment>
        <translation>يكتب…</translation>
    </message>
    <message>
        <source>typing</source>
        <translation>يكتب</translation>
    </message>
    <message>
        <source>“%1”</source>
        <comment>what somebody calls themselves</comment>
        <translation>«%1»</translation>
    </message>
    <message>
        <source>the address looks like a contact’s, but is different</source>
        <translation>يشبه العنوان عنوان جهة اتصال لديك، لكنه مختلف عنه</translation>
    </message>
    <message>
        <source>not their address, only a name they use: “%1”</source>
        <translation>ليس عنوانه، بل اسم اختاره لنفسه: «%1»</translation>
    </message>
    <message>
        <source>same name as another contact: “%1”</source>
        <translation>الاسم نفسه لجهة اتصال أخرى: «%1»</translation>
    </message>
    <message>
        <source>not your contact with this name: “%1”</source>
        <translation>ليس جهة اتصالك التي بهذا الاسم: «%1»</translation>
    </message>
    <message>
        <source>uses the name “%1”</source>
        <translation>يسمّي نفسه «%1»</translation>
    </message>
</context>
</TS>
