//! One agreement's file.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::act::act;
use super::citation::citations;
use super::clause::{clause_faults, clause_text, term};
use super::look::look;
use super::parse::parsed;
use super::party::{Header, known_member, known_party, own_step};
use super::reader::Reader;
use super::settings::{code, groups, weights};
use super::shape::{ANY, Shape};
use super::wording::{NAME, cut};
use super::{Context, Loaded, MAX_ACTS, MAX_LOOKS, MAX_PARTIES, MAX_STEPS, ident, place};
use crate::model::{ActId, Agreement, AgreementId, Between, Binding, Code, Form, PartyEntry, Related};
use crate::source::{Source, Span};

/// Loads one agreement's file. Never stops at the first fault.
pub fn load_agreement(id: &AgreementId, source: &Source, ctx: &Context) -> Loaded {
    let (agreement, mut findings) = parsed(source, |reader| Some(agreement(id, reader, ctx)));
    if let Some(agreement) = &agreement {
        findings.extend(clause_faults(source, agreement));
        crate::diagnostic::Finding::sort(&mut findings);
    }
    Loaded { agreement, findings }
}

pub(super) fn agreement(id: &AgreementId, reader: &Reader, ctx: &Context) -> Agreement {
    let mut found = header(id, reader);
    found.party = parties_table(reader, ctx);
    found.parties = closed_list(reader, ctx, &found.party);
    let known = |reader: &Reader, code, span: &Span| known_member(reader, ctx, &found.party, code, span);
    found.groups = groups(reader, &known);
    found.weights = weights(reader, &known);
    for (name, group) in &ctx.settings.groups {
        found.groups.entry(name.clone()).or_insert_with(|| group.clone());
    }
    for (name, weight) in &ctx.settings.weights {
        found.weights.entry(name.clone()).or_insert_with(|| weight.clone());
    }
    found.clause = reader.table("clause").map(clause_text);
    found.term = reader.table("term").map(term);
    let blocks = reader.at_most("act", MAX_ACTS);
    let looks = reader.at_most("looked", MAX_LOOKS);
    let (acts, looked) = {
        let header = Header::new(&found, ctx);
        let acts: Vec<_> = blocks.into_iter().filter_map(|block| act(block, &header)).collect();
        (acts, looks.into_iter().filter_map(|block| look(block, &header)).collect())
    };
    found.acts = acts;
    found.looked = looked;
    identify(reader, &mut found);
    found
}

fn header(id: &AgreementId, reader: &Reader) -> Agreement {
    Agreement {
        id: id.clone(),
        title: reader.title("title", reader.needed("title")).unwrap_or_else(|| id.to_string()),
        short_title: reader.title("short_title", reader.text("short_title")),
        aliases: reader.texts("aliases"),
        form: reader.word("form", Form::ALL),
        between: reader.word("between", Between::ALL).unwrap_or(Between::Unknown),
        binding: reader.word("binding", Binding::ALL).unwrap_or(Binding::Yes),
        parties: None,
        opened: reader.date("opened"),
        closes: reader.date("closes"),
        depositary: reader.texts("depositary"),
        registered: reader.text("registered"),
        text: reader.text("text"),
        applies_from: reader.date("applies_from"),
        tags: reader.texts("tags"),
        related: reader.tables("related").into_iter().map(related).collect(),
        note: reader.text("note"),
        sources: citations(reader),
        clause: None,
        term: None,
        groups: BTreeMap::new(),
        weights: BTreeMap::new(),
        party: BTreeMap::new(),
        acts: Vec::new(),
        looked: Vec::new(),
    }
}

fn related(reader: Reader) -> Related {
    let related =
        Related { kind: reader.needed("kind").unwrap_or_default(), id: reader.needed("id").unwrap_or_default() };
    reader.finish();
    related
}

fn closed_list(reader: &Reader, ctx: &Context, named: &BTreeMap<Code, PartyEntry>) -> Option<Vec<Code>> {
    reader.takes("parties", || Shape::Codes);
    let value = reader.get("parties")?;
    let Some(items) = value.get_ref().as_array() else {
        reader.wrong(value, "parties", "a list of codes");
        return None;
    };
    let mut list: Vec<Code> = Vec::new();
    let mut listed = BTreeSet::new();
    reader.bounded("parties", items.len(), MAX_PARTIES);
    for item in items.iter().take(MAX_PARTIES) {
        let span = reader.text.span(item.span());
        let Some(text) = item.get_ref().as_str() else {
            reader.wrong(item, "parties", "a list of codes");
            continue;
        };
        if let Some(found) = code(reader, text, &span) {
            known_party(reader, ctx, named, found, &span);
            if !listed.insert(found) {
                reader.text.error(
                    "repeated-party",
                    &span,
                    format!("`{found}` is listed twice"),
                    "list each party once",
                );
            } else {
                list.push(found);
            }
        }
    }
    Some(list)
}

fn parties_table(reader: &Reader, ctx: &Context) -> BTreeMap<Code, PartyEntry> {
    let Some(table) = reader.table("party") else { return BTreeMap::new() };
    let mut parties = BTreeMap::new();
    table.takes(ANY, || Shape::Table);
    reader.bounded("party", table.entries().count(), MAX_PARTIES);
    for (key, span, value) in table.entries().take(MAX_PARTIES) {
        let Some(found) = code(&table, key, &span) else { continue };
        let Some(inner) = value.get_ref().as_table() else {
            table.wrong(value, key, "a table `[party.CODE]`");
            continue;
        };
        let entry = entry(table.below(ANY, inner, table.text.span(value.span())), found, ctx);
        parties.insert(found, entry);
        known_party(&table, ctx, &parties, found, &span);
    }
    parties
}

fn entry(reader: Reader, party: Code, ctx: &Context) -> PartyEntry {
    let procedure = reader.text("procedure");
    let variant = reader.text("variant");
    let is_missing = |name: &&str| *name != "none" && (ctx.procedures)(name).is_none();
    if let Some(name) = procedure.as_deref().filter(is_missing) {
        let message = format!("there is no procedure `{}`", cut(name, NAME));
        let help = "`track procedures` lists them; \"none\" for none";
        reader.text.error("unknown-procedure", &reader.place("procedure"), message, help);
    } else if let Some(variant) = &variant {
        known_variant(&reader, variant, procedure.as_deref().unwrap_or(party.as_str()), ctx);
    }
    let entry = PartyEntry {
        procedure,
        variant,
        name: reader.title("name", reader.text("name")),
        organisation: reader.flag("organisation"),
        ceased: reader.day("ceased"),
        note: reader.text("note"),
        steps: steps(&reader, own_step, |step| &step.key),
    };
    reader.finish();
    entry
}

/// A variant must be one of the procedure that is used.
fn known_variant(reader: &Reader, variant: &str, name: &str, ctx: &Context) {
    let procedure = (ctx.procedures)(name).filter(|_| name != "none");
    let variants: Vec<&str> = procedure.iter().flat_map(|p| &p.variants).map(|(name, _)| name.as_str()).collect();
    if variants.contains(&variant) {
        return;
    }
    let variant = cut(variant, NAME);
    let message = match procedure {
        Some(_) => format!("the procedure `{name}` has no variant `{variant}`"),
        None => format!("there is no procedure of which `{variant}` could be a variant"),
    };
    let help = match variants.as_slice() {
        [] => "it has no variants: leave `variant` out".to_owned(),
        some => format!("one of: {}", some.join(", ")),
    };
    reader.text.error("unknown-variant", &reader.place("variant"), message, help);
}

/// The steps under `step`, not too many and each under a key of its own.
pub(super) fn steps<'t, 'a, 'i, S>(
    reader: &Reader<'t, 'a, 'i>,
    step: impl Fn(Reader<'t, 'a, 'i>) -> Option<S>,
    key: impl Fn(&S) -> &str,
) -> Vec<S> {
    let mut steps: Vec<S> = Vec::new();
    for block in reader.at_most("step", MAX_STEPS) {
        let place = block.place("key");
        let Some(step) = step(block) else { continue };
        if !is_word(key(&step)) {
            let message = format!("`{}` cannot be the key of a step", cut(key(&step), NAME));
            let help = "letters, digits, `-` and `_`: the key stands in commands that people paste into a shell";
            reader.text.error("malformed-name", &place, message, help);
        }
        if steps.iter().any(|known| key(known) == key(&step)) {
            let message = format!("there are two steps `{}`", cut(key(&step), NAME));
            reader.text.error("repeated-step", &place, message, "give one of them another `key`");
        }
        steps.push(step);
    }
    steps
}

/// Whether a key can stand in a command as it is.
fn is_word(key: &str) -> bool {
    !key.is_empty() && !key.starts_with('-') && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// Gives every act its id, and reports ids given twice and references to acts that are not there.
fn identify(reader: &Reader, agreement: &mut Agreement) {
    let mut taken: BTreeSet<ActId> = BTreeSet::new();
    for act in agreement.acts.iter().filter(|act| act.id_given) {
        if !taken.insert(act.id.clone()) {
            let message = format!("the id `{}` stands on two acts", act.id);
            let help = "take the id out of one of them; `track` derives it";
            reader.text.error("repeated-id", &place::key(reader.text.source, &act.span, "id"), message, help);
        }
    }
    for at in 0..agreement.acts.len() {
        if !agreement.acts[at].id_given {
            let id = ident::free(&agreement.id, &agreement.acts[at], &taken);
            taken.insert(id.clone());
            agreement.acts[at].id = id;
        }
    }
    let written = LazyCell::new(|| written_ids(reader));
    let is_there = |id: &ActId| taken.contains(id) || written.contains(id.0.as_str());
    for act in &agreement.acts {
        let favoured = act.retracted.as_ref().and_then(|retraction| retraction.in_favour_of.as_ref());
        for wanted in act.follows.iter().chain(favoured).filter(|id| !is_there(id)) {
            let message = format!("there is no act `{wanted}` in this agreement");
            let span = place::words(reader.text.source, &act.span, &format!("\"{wanted}\""));
            reader.text.error("unknown-act", &span, message, "`track show` lists the acts with their ids");
        }
    }
}

/// The ids that stand in the file, also those of acts that could not be read.
fn written_ids<'t>(reader: &Reader<'t, '_, '_>) -> BTreeSet<&'t str> {
    let acts = reader.get("act").and_then(|acts| acts.get_ref().as_array());
    let ids = acts.into_iter().flatten().filter_map(|act| act.get_ref().as_table()?.get("id")?.get_ref().as_str());
    ids.collect()
}
