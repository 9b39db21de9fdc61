<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<!-- English needs only its plural forms; made into chainrule_en.qm by lrelease. -->
<context>
    <name>DataPanel</name>
    <message numerus="yes">
        <source>Delete %n sample(s)</source>
        <translation><numerusform>Delete %n sample</numerusform><numerusform>Delete %n samples</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Paste %n row(s)</source>
        <translation><numerusform>Paste %n row</numerusform><numerusform>Paste %n rows</numerusform></translation>
    </message>
</context>
<context>
    <name>LayerChoices</name>
    <message numerus="yes">
        <source>%n unit(s)</source>
        <translation><numerusform>%n unit</numerusform><numerusform>%n units</numerusform></translation>
    </message>
</context>
<context>
    <name>PathList</name>
    <message numerus="yes">
        <source>Sum over %n path(s)</source>
        <translation><numerusform>Sum over %n path</numerusform><numerusform>Sum over %n paths</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Show %n more path(s)</source>
        <translation><numerusform>Show %n more path</numerusform><numerusform>Show %n more paths</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>… and %n more path(s), which together bring {0}</source>
        <translation><numerusform>… and %n more path, which brings {0}</numerusform><numerusform>… and %n more paths, which together bring {0}</numerusform></translation>
    </message>
</context>
<context>
    <name>StepList</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation><numerusform>%n step</numerusform><numerusform>%n steps</numerusform></translation>
    </message>
</context>
<context>
    <name>Trainer</name>
    <message numerus="yes">
        <source>Train %n step(s)</source>
        <translation><numerusform>Train %n step</numerusform><numerusform>Train %n steps</numerusform></translation>
    </message>
</context>
<context>
    <name>canvas</name>
    <message numerus="yes">
        <source>%n unit(s)</source>
        <translation><numerusform>%n unit</numerusform><numerusform>%n units</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Move %n node(s)</source>
        <translation><numerusform>Move %n node</numerusform><numerusform>Move %n nodes</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>sum of %n branch(es)</source>
        <translation><numerusform>sum of %n branch</numerusform><numerusform>sum of %n branches</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Arrange %n node(s)</source>
        <translation><numerusform>Arrange %n node</numerusform><numerusform>Arrange %n nodes</numerusform></translation>
    </message>
</context>
<context>
    <name>data</name>
    <message numerus="yes">
        <source>%n sample(s).</source>
        <translation><numerusform>%n sample.</numerusform><numerusform>%n samples.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) of the file are not used.</source>
        <translation><numerusform>%n column of the file is not used.</numerusform><numerusform>%n columns of the file are not used.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Import %n sample(s)</source>
        <translation><numerusform>Import %n sample</numerusform><numerusform>Import %n samples</numerusform></translation>
    </message>
</context>
<context>
    <name>parts</name>
    <message numerus="yes">
        <source>Delete %n node(s)</source>
        <translation><numerusform>Delete %n node</numerusform><numerusform>Delete %n nodes</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Delete %n connection(s)</source>
        <translation><numerusform>Delete %n connection</numerusform><numerusform>Delete %n connections</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Cut %n node(s)</source>
        <translation><numerusform>Cut %n node</numerusform><numerusform>Cut %n nodes</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Paste %n node(s)</source>
        <translation><numerusform>Paste %n node</numerusform><numerusform>Paste %n nodes</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Duplicate %n node(s)</source>
        <translation><numerusform>Duplicate %n node</numerusform><numerusform>Duplicate %n nodes</numerusform></translation>
    </message>
</context>
<context>
    <name>inspector</name>
    <message numerus="yes">
        <source>… and %n more kink(s)</source>
        <translation><numerusform>… and %n more kink</numerusform><numerusform>… and %n more kinks</numerusform></translation>
    </message>
</context>
</TS>
