//! The words of closed sets as columns hold them: the same as in the reports, taken from their serde names.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

/// The word for a value without further detail.
pub(super) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The value behind a word.
pub(super) fn meaning<T: DeserializeOwned>(word: String) -> Result<T, String> {
    serde_json::from_value(Value::String(word)).map_err(|e| e.to_string())
}

/// The word and the JSON detail of a value whose type is tagged by `kind`.
pub(super) fn tagged(value: &impl Serialize) -> (String, Option<String>) {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(value) else {
        return (String::new(), None);
    };
    let kind = match fields.remove("kind") {
        Some(Value::String(kind)) => kind,
        _ => String::new(),
    };
    (kind, (!fields.is_empty()).then(|| Value::Object(fields).to_string()))
}

/// The value behind a word and its JSON detail.
pub(super) fn tagged_meaning<T: DeserializeOwned>(kind: String, detail: Option<&str>) -> Result<T, String> {
    let mut fields = match detail {
        Some(detail) => serde_json::from_str::<Map<String, Value>>(detail).map_err(|e| e.to_string())?,
        None => Map::new(),
    };
    fields.insert("kind".to_owned(), Value::String(kind));
    serde_json::from_value(Value::Object(fields)).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fetch::{Failure, TimeoutPhase, Want},
        snapshot::StopReason,
    };

    #[test]
    fn words_are_the_serde_names_and_lead_back() {
        assert_eq!(word(&Want::Robots), "robots");
        assert_eq!(meaning::<Want>("page".to_owned()), Ok(Want::Page));
        assert!(meaning::<Want>("pages".to_owned()).is_err());
    }

    #[test]
    fn tagged_values_keep_their_detail() {
        assert_eq!(tagged(&Failure::Dns), ("dns".to_owned(), None));
        let failure = Failure::Timeout(TimeoutPhase::FirstByte);
        let stop = StopReason::Unreachable { failure };
        let (kind, detail) = tagged(&stop);
        assert_eq!(kind, "unreachable");
        assert_eq!(tagged_meaning(kind, detail.as_deref()), Ok(stop));
        let (kind, detail) = tagged(&failure);
        assert_eq!((kind.as_str(), detail.as_deref()), ("timeout", Some(r#"{"detail":"first-byte"}"#)));
        assert_eq!(tagged_meaning(kind, detail.as_deref()), Ok(failure));
    }
}
