<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<!-- English needs only its plural forms; made into chainrule_en.qm by lrelease. -->
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
</context>
</TS>
