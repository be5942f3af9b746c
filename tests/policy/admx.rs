//! The files for Group Policy: what there is (ADMX), and what it is called in each language (ADML).

use deskbell::config::{Form, Kind, Layer, Setting};

use super::texts::{Texts, choices};

/// The namespace of both kinds of files.
const NAMESPACE: &str = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions";
/// The layers with the word for them in names, their category and their key of the registry.
pub const LAYERS: [(Layer, &str, &str, &str); 2] = [
    (Layer::Policy, "enforced", "Enforced", "Software\\Policies\\Deskbell"),
    (Layer::PolicyDefault, "default", "Defaults", "Software\\Policies\\Deskbell\\Defaults"),
];
/// A list has so many entries at most, each of so many characters.
const LIST: (u16, u16) = (200, 1000);

/// A name as these files take it: without dashes.
fn id(name: &str) -> String {
    name.replace('-', "_")
}

/// What there is.
pub fn definitions() -> String {
    let policies = LAYERS.into_iter().flat_map(|(layer, word, category, key)| {
        super::settings(layer).map(move |setting| policy(setting, word, category, key))
    });
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions xmlns="{NAMESPACE}" revision="1.0" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="deskbell" namespace="Deskbell.Policies"/>
  </policyNamespaces>
  <resources minRequiredRevision="1.0"/>
  <supportedOn>
    <definitions>
      <definition name="SUPPORTED" displayName="$(string.supported)"/>
    </definitions>
  </supportedOn>
  <categories>
    <category name="Deskbell" displayName="$(string.product)"/>
    <category name="Enforced" displayName="$(string.category_enforced)">
      <parentCategory ref="Deskbell"/>
    </category>
    <category name="Defaults" displayName="$(string.category_defaults)">
      <parentCategory ref="Deskbell"/>
    </category>
  </categories>
  <policies>
{}  </policies>
</policyDefinitions>
"#,
        policies.collect::<String>()
    )
}

fn policy(setting: &Setting, word: &str, category: &str, key: &str) -> String {
    let name = format!("{}_{word}", id(setting.name));
    let id = id(setting.name);
    let kept = match setting.kind.form() {
        Form::Switch => format!(r#" valueName="{}""#, setting.name),
        Form::Number | Form::Text | Form::List | Form::Table => format!(r#" presentation="$(presentation.{id})""#),
    };
    format!(
        r#"    <policy name="{name}" class="Both" displayName="$(string.{id})" explainText="$(string.{name}_explain)" key="{key}"{kept}>
      <parentCategory ref="{category}"/>
      <supportedOn ref="SUPPORTED"/>
{}    </policy>
"#,
        element(setting)
    )
}

/// How the value is kept.
fn element(setting: &Setting) -> String {
    let (id, name) = (id(setting.name), setting.name);
    match (setting.kind, setting.kind.form()) {
        (Kind::OneOf(choices), _) => {
            let item = |choice: &&str| {
                format!(
                    "          <item displayName=\"$(string.{id}_{})\">\n            \
                     <value><string>{choice}</string></value>\n          </item>\n",
                    self::id(choice)
                )
            };
            let items: String = choices.iter().map(item).collect();
            elements(&format!("<enum id=\"{id}\" valueName=\"{name}\" required=\"true\">\n{items}        </enum>"))
        }
        (_, Form::Switch) => "      <enabledValue><decimal value=\"1\"/></enabledValue>\n      \
                              <disabledValue><decimal value=\"0\"/></disabledValue>\n"
            .to_owned(),
        (_, Form::Number) => {
            elements(&format!(r#"<decimal id="{id}" valueName="{name}" minValue="0" maxValue="100" required="true"/>"#))
        }
        // An empty text turns keys off.
        (Kind::HotKey, _) => elements(&format!(r#"<text id="{id}" valueName="{name}" maxLength="{}"/>"#, LIST.1)),
        (_, Form::Text) => {
            elements(&format!(r#"<text id="{id}" valueName="{name}" maxLength="{}" required="true"/>"#, LIST.1))
        }
        // An empty list is a value too: no host, no sound a second time.
        (_, Form::List | Form::Table) => elements(&format!(
            r#"<multiText id="{id}" valueName="{name}" maxLength="{}" maxStrings="{}"/>"#,
            LIST.1, LIST.0
        )),
    }
}

fn elements(element: &str) -> String {
    format!("      <elements>\n        {element}\n      </elements>\n")
}

/// What it is called in a language.
pub fn resources(texts: &Texts) -> String {
    let general = ["product", "supported", "category-enforced", "category-defaults"];
    let general = general.map(|name| string(&id(name), texts.text(name)));
    let strings: String =
        general.into_iter().chain(super::settings(Layer::Policy).map(|one| names(one, texts))).collect();
    let presentations: String = super::settings(Layer::Policy).map(|one| presentation(one, texts)).collect();
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources xmlns="{NAMESPACE}" revision="1.0" schemaVersion="1.0">
  <displayName>{}</displayName>
  <description>{}</description>
  <resources>
    <stringTable>
{strings}    </stringTable>
    <presentationTable>
{presentations}    </presentationTable>
  </resources>
</policyDefinitionResources>
"#,
        escaped(texts.text("product")),
        escaped(texts.text("description")),
    )
}

/// The setting's name, its explanation in each layer, and its choices.
fn names(setting: &Setting, texts: &Texts) -> String {
    let id = id(setting.name);
    let name = [string(&id, texts.text(setting.name))];
    let explained =
        LAYERS.into_iter().filter(|(layer, ..)| super::settings(*layer).any(|one| one.name == setting.name));
    let explained = explained
        .map(|(layer, word, ..)| string(&format!("{id}_{word}_explain"), &texts.whole_explanation(setting, layer)));
    let choice = |choice: &&str| string(&format!("{id}_{}", self::id(choice)), texts.choice(setting.name, choice));
    name.into_iter().chain(explained).chain(choices(setting).iter().map(choice)).collect()
}

fn string(id: &str, text: &str) -> String {
    format!("      <string id=\"{id}\">{}</string>\n", escaped(text))
}

/// How it is asked for; a switch needs nothing but Enabled and Disabled.
fn presentation(setting: &Setting, texts: &Texts) -> String {
    let id = id(setting.name);
    let label = escaped(texts.text(setting.name));
    let asked = match (setting.kind, setting.kind.form()) {
        (_, Form::Switch) => return String::new(),
        (Kind::OneOf(_), _) => {
            format!(r#"<dropdownList refId="{id}" noSort="true" defaultItem="0">{label}</dropdownList>"#)
        }
        (_, Form::Number) => format!(r#"<decimalTextBox refId="{id}" defaultValue="70">{label}</decimalTextBox>"#),
        (_, Form::Text) => format!(r#"<textBox refId="{id}"><label>{label}</label></textBox>"#),
        (_, form @ (Form::List | Form::Table)) => {
            let hint = texts.text(if form == Form::Table { "toml-lines" } else { "one-each-line" });
            format!("<text>{}</text>\n        <multiTextBox refId=\"{id}\" defaultHeight=\"5\"/>", escaped(hint))
        }
    };
    format!("      <presentation id=\"{id}\">\n        {asked}\n      </presentation>\n")
}

/// A text within XML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
