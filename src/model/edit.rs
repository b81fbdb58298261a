//! What a person changed in an incident's record. It is kept apart from what was imported, so the
//! next import neither loses it nor takes it for the source's word.

use serde_json::Value;

use super::incident::Incident;

/// A change of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Id of the incident.
    pub incident: String,
    /// Name of the field, as the stored record has it.
    pub field: String,
    /// Its value, as JSON.
    pub value: String,
}

impl Edit {
    /// Returns the incident with the change, or what is wrong with it.
    pub fn applied(&self, incident: &Incident) -> Result<Incident, serde_json::Error> {
        let mut record = serde_json::to_value(incident)?;
        if let Value::Object(fields) = &mut record {
            fields.insert(self.field.clone(), serde_json::from_str(&self.value)?);
        }
        serde_json::from_value(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::incident::Phase;

    #[test]
    fn a_change_is_one_field_and_a_value_it_cannot_hold_is_refused() {
        let incident = Incident::new("A", "csv", "Charged twice");
        let edit = |field: &str, value: &str| Edit {
            incident: "A".into(),
            field: field.into(),
            value: value.into(),
        };
        let changed = edit("phase", "\"uat\"").applied(&incident).unwrap();
        assert_eq!(changed, Incident { phase: Phase::Uat, ..incident.clone() });
        assert!(edit("phase", "\"moon\"").applied(&incident).is_err());
        assert!(edit("severity", "\"bad\"").applied(&incident).is_err());
    }
}
