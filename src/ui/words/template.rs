//! What a template of the administrator's says for an alert; without one, the usual.

use super::{channel_name, duration, line};
use crate::domain::conversation::Case;
use crate::domain::template::{Field, Pattern, Placeholder};
use crate::domain::view::AlertView;
use crate::i18n::Words;
use crate::pii::Pii;
use crate::text::{NAME, shown};
use crate::time::Timestamp;

/// The title of the template; none: the usual one.
pub(super) fn title(alert: &AlertView, now: Timestamp, words: &Words) -> Option<String> {
    let title = alert.template.as_ref()?.title.as_ref()?;
    filled(title, alert, now, words).filter(|title| !title.is_empty())
}

/// Labels and values of the rows: those of the template, else wait time and case.
pub(super) fn rows(alert: &AlertView, now: Timestamp, words: &Words) -> Vec<(String, String)> {
    let Some(fields) = alert.template.as_ref().and_then(|template| template.fields.as_ref()) else {
        let case = alert.conversation.case.as_ref().map(case).filter(|case| !case.is_empty());
        let waiting = (words.text("alert-waiting"), waiting(alert, now, words));
        return [Some(waiting), case.map(|case| (words.text("alert-case"), case))].into_iter().flatten().collect();
    };
    let row = |field: &Field| Some((shown(&field.label, NAME), filled(&field.text, alert, now, words)?));
    fields.iter().filter_map(row).collect()
}

/// One line, cut like everything that others write.
fn filled(pattern: &Pattern, alert: &AlertView, now: Timestamp, words: &Words) -> Option<String> {
    Some(shown(&pattern.fill(|placeholder| value(placeholder, alert, now, words))?, NAME))
}

fn value(placeholder: &Placeholder, alert: &AlertView, now: Timestamp, words: &Words) -> Option<String> {
    let conversation = &alert.conversation;
    let case = conversation.case.as_ref();
    let said = |text: Option<&Pii<String>>| text.map(|text| text.reveal().clone());
    match placeholder {
        Placeholder::CustomerName => conversation.customer.title().map(str::to_owned),
        Placeholder::CustomerPhone => said(conversation.customer.phone.as_ref()),
        Placeholder::Company => said(conversation.customer.company.as_ref()),
        Placeholder::CaseNumber => case?.number.clone(),
        Placeholder::CaseTitle => said(case?.title.as_ref()),
        Placeholder::Queue => conversation.queue.clone(),
        Placeholder::Comment => said(conversation.comment.as_ref()),
        Placeholder::Channel => Some(channel_name(&conversation.channel, words)),
        Placeholder::Waiting => Some(waiting(alert, now, words)),
        Placeholder::Answer(question) => said(conversation.answers.get(question)),
    }
}

fn waiting(alert: &AlertView, now: Timestamp, words: &Words) -> String {
    duration(now.since(alert.conversation.waiting_since), words)
}

fn case(case: &Case) -> String {
    line([case.number.clone(), case.title.as_ref().map(|title| title.reveal().clone())])
}
