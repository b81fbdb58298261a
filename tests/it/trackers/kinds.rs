//! Tables as people and tools write them: words written together, other languages, logs of states,
//! flags where times are looked for. All data are invented.

use super::{IncidentMapping, day, ids, incidents, read};
use escapee::model::incident::Phase;
use escapee::sources::incidents::ColumnReason;

fn facts(file: &str) -> Vec<String> {
    let (batch, _) = read(file.as_bytes(), &IncidentMapping::default());
    assert!(batch.rejected.is_empty(), "{batch:?}");
    let told = batch.accepted.iter().map(|incident| {
        let (found, resolved) = (day(incident.detected_at), day(incident.resolved_at));
        format!(
            "{} | {} | {:?} | {found:?} | {resolved:?}",
            incident.id, incident.title, incident.severity
        )
    });
    told.collect()
}

#[test]
fn headers_written_as_one_word_are_the_same_headers() {
    let expected = r#"7 | Charged twice | Some(2) | Some("2026-01-05T10:00:00Z") | Some("2026-01-06T12:30:00Z")"#;
    for header in [
        "IncidentID,Title,Severity,CreatedAt,ResolvedAt",
        "incident_id,issue_title,Priority,dateRaised,closedDate",
        "TicketId,IncidentSummary,SeverityLevel,ReportedDate,DateClosed",
        "bugId,Name,sev,creation_time,FixedOn",
    ] {
        let file =
            format!("{header}\n7,Charged twice,High,2026-01-05T10:00:00Z,2026-01-06T12:30:00Z\n");
        assert_eq!(facts(&file), [expected], "{header}");
    }
}

#[test]
fn headers_words_and_months_of_other_languages_are_read() {
    let expected = r#"T-7 | Doppelt belastet | Some(2) | Some("2026-03-05T10:00:00Z") | Some("2026-05-06T12:30:00Z")"#;
    for (header, severity, found, resolved) in [
        (
            "Zusammenfassung;Vorgangsschlüssel;Priorität;Erstellt;Erledigt;Bearbeiter",
            "Hoch",
            "05/Mär/26 10:00",
            "06/Mai/26 12:30",
        ),
        (
            "Résumé;Clé de ticket;Priorité;Création;Résolue;Rapporteur",
            "Élevée",
            "05/mars/26 10:00",
            "06/mai/26 12:30",
        ),
        (
            "Resumen;Clave de incidencia;Prioridad;Creada;Resuelta;Informador",
            "Alta",
            "5 de marzo de 2026 10:00",
            "6 de mayo de 2026 12:30",
        ),
        (
            "Resumo;Chave da item;Prioridade;Criado;Resolvido;Responsável",
            "Alta",
            "05/mar/26 10:00",
            "06/mai/26 12:30",
        ),
        (
            "titulo;id_ticket;prioridade;data_abertura;data_fechamento;analista",
            "alto",
            "2026-03-05 10:00",
            "2026-05-06 12:30",
        ),
    ] {
        let file =
            format!("{header}\nDoppelt belastet;T-7;{severity};{found};{resolved};Jane Roe\n");
        assert_eq!(facts(&file), [expected], "{header}");
        let (batch, decided) = read(file.as_bytes(), &IncidentMapping::default());
        let person = decided.columns.last().unwrap();
        assert_eq!(person.reason, ColumnReason::Person, "{header}");
        assert!(!format!("{batch:?}").contains("Roe"), "{header}");
    }
}

#[test]
fn of_a_log_of_states_the_last_state_counts_wherever_it_stands() {
    let counted = "number,short_description,incident_state,opened_at,sys_mod_count\n\
                   INC1,Charged twice,New,2026-01-05 10:00:00,0\n\
                   INC2,No tax line,New,2026-01-07 10:00:00,0\n\
                   INC1,Charged twice,Closed,2026-01-05 10:00:00,10\n\
                   INC1,Charged twice,Active,2026-01-05 10:00:00,9\n";
    // The newest first, by a time of change whose order of day and month the rows tell.
    let timed = "id,title,status,created,updated\n\
                 INC1,Charged twice,Closed,2026-01-05,03/02/2026 10:00\n\
                 INC1,Charged twice,Active,2026-01-05,28/01/2026 10:00\n\
                 INC2,No tax line,New,2026-01-07,27/01/2026 10:00\n\
                 INC1,Charged twice,New,2026-01-05,27/01/2026 10:00\n";
    for (file, header) in [(counted, "sys_mod_count"), (timed, "updated")] {
        let (batch, decided) = read(file.as_bytes(), &IncidentMapping::default());
        let mut states: Vec<_> =
            batch.accepted.iter().map(|i| (i.id.as_str(), i.status.as_deref())).collect();
        states.sort_unstable();
        assert_eq!(states, [("INC1", Some("Closed")), ("INC2", Some("New"))], "{header}");
        let reasons: Vec<&str> = batch.skipped.iter().map(|d| d.reason.as_str()).collect();
        assert_eq!(reasons, ["an earlier state of a record that comes again"; 2], "{header}");
        assert!(batch.rejected.is_empty(), "{header}");
        let note = format!("the last state by `{header}` counts");
        assert!(decided.notes.iter().any(|told| told.contains(&note)), "{:?}", decided.notes);
    }
}

#[test]
fn rows_that_repeat_an_id_fail_where_nothing_tells_their_age() {
    let file = "id,title,status\nINC1,Charged twice,Closed\nINC1,Charged twice,New\n";
    let (batch, _) = read(file.as_bytes(), &IncidentMapping::default());
    assert_eq!(ids(&batch), ["INC1"]);
    assert_eq!(batch.rejected[0].reason, "repeats the id `INC1` of line 2");
}

#[test]
fn a_column_of_yes_and_no_is_no_column_of_times() {
    let file = "id,title,created,resolved\n1,Charged twice,2026-01-05,True\n2,No tax line,2026-01-07,no\n3,Blank,2026-01-08,\n";
    let (batch, decided) = read(file.as_bytes(), &IncidentMapping::default());
    assert_eq!(ids(&batch), ["1", "2", "3"]);
    assert!(batch.accepted.iter().all(|incident| incident.resolved_at.is_none()));
    assert!(decided.notes.iter().any(|note| note.starts_with("`resolved` says yes or no")));
    let one_time = file.replace("True", "2026-01-06");
    let (batch, _) = read(one_time.as_bytes(), &IncidentMapping::default());
    assert_eq!((ids(&batch), batch.rejected.len()), (vec!["1", "3"], 1));
}

#[test]
fn cells_that_stand_for_nothing_are_no_title_and_no_link() {
    let file = "number,short_description,category,caused_by\nINC1,null,Software,?\nINC2,No tax line,Network,CHG7\n";
    let (batch, _) = read(file.as_bytes(), &IncidentMapping::default());
    let told: Vec<_> =
        batch.accepted.iter().map(|i| (i.title.as_str(), i.regressed_by.join(" "))).collect();
    assert_eq!(told, [("Software", String::new()), ("No tax line", "CHG7".to_owned())]);
}

#[test]
fn a_table_without_titles_is_read_where_it_tells_enough_to_count() {
    let file = "DefectID,Severity,Status,RaisedIn,DateRaised,Owner\nD-1,Major,Closed,UAT,2026-01-05T10:00:00Z,Jane Roe\n";
    let (batch, decided) = read(file.as_bytes(), &IncidentMapping::default());
    let defect = &batch.accepted[0];
    assert_eq!((defect.title.as_str(), defect.phase), ("(no title)", Phase::Uat));
    assert!(decided.notes.iter().any(|note| note.contains("empty titles")), "{:?}", decided.notes);
    let bare = "DefectID,Severity,Text\nD-1,Major,Charged twice\n";
    let error = incidents::read(bare.as_bytes(), &IncidentMapping::default()).unwrap_err();
    assert_eq!(error.to_string(), "no column named `title`");
    assert!(error.hint().unwrap().contains("[incidents.constants] title"), "{error:?}");
}

#[test]
fn issues_of_several_repositories_in_one_table_keep_their_own_ids() {
    let file = "project_name,issue_id,issue_title,issue_type,state,created_at,url\n\
                a,7,Charged twice,bug,open,2026-01-05T10:00:00Z,https://github.com/o/a/issues/7\n\
                b,7,No tax line,bug,open,2026-01-06T10:00:00Z,https://github.com/o/b/issues/7\n";
    let (batch, _) = read(file.as_bytes(), &IncidentMapping::default());
    assert_eq!(ids(&batch), ["o/a#7", "o/b#7"]);
}

#[test]
fn records_of_one_id_that_began_at_different_times_are_no_states_of_one_another() {
    let file = "repo,id,title,status,created,updated\n\
                a,7,Charged twice,Closed,2026-01-05,2026-02-03\n\
                b,7,No tax line,New,2026-01-09,2026-02-05\n";
    let (batch, _) = read(file.as_bytes(), &IncidentMapping::default());
    assert_eq!((ids(&batch), batch.skipped.len()), (vec!["7"], 0));
    assert_eq!(batch.rejected[0].reason, "repeats the id `7` of line 2");
}

#[test]
fn times_of_change_that_read_both_ways_tell_no_last_state() {
    let file = "id,title,status,created,updated\n\
                I1,A,Closed,2026-01-05,03/02/2026 10:00\n\
                I1,A,New,2026-01-05,02/02/2026 10:00\n";
    let (batch, decided) = read(file.as_bytes(), &IncidentMapping::default());
    assert_eq!(batch.accepted[0].status.as_deref(), Some("Closed"));
    assert_eq!(batch.rejected[0].reason, "repeats the id `I1` of line 2");
    assert!(!decided.notes.iter().any(|note| note.contains("last state")), "{:?}", decided.notes);
}

#[test]
fn a_resolution_with_marks_is_found_and_yes_in_other_languages_is_no_time() {
    let german =
        "id;titel;status;lösung;erstellt\nT-1;Doppelt belastet;Erledigt;Duplicate;2026-01-05\n";
    let (batch, _) = read(german.as_bytes(), &IncidentMapping::default());
    let status = batch.accepted[0].status.as_deref().unwrap_or_default();
    assert!(status.contains("Duplicate"), "{status}");
    let spanish =
        "id,titulo,creado,resuelto\n1,Cobro doble,2026-01-05,Sí\n2,Sin iva,2026-01-06,no\n";
    let (batch, decided) = read(spanish.as_bytes(), &IncidentMapping::default());
    assert_eq!((ids(&batch), batch.rejected.len()), (vec!["1", "2"], 0));
    assert!(decided.notes.iter().any(|note| note.contains("yes or no")), "{:?}", decided.notes);
}

#[test]
fn a_table_without_titles_that_tells_a_severity_and_any_time_is_read() {
    let file = "id,severity,started_at\n1,High,2026-01-05T10:00:00Z\n";
    let (batch, _) = read(file.as_bytes(), &IncidentMapping::default());
    assert_eq!((ids(&batch), batch.rejected.len()), (vec!["1"], 0));
}

#[test]
fn a_table_that_only_looks_like_youtrack_keeps_its_phase() {
    let file = "Issue Id,Project,Summary,State,Created,Environment\n\
                S-1,Shop,Charged twice,Done,2026-01-05,Production\n";
    let (batch, decided) = read(file.as_bytes(), &IncidentMapping::default());
    assert_eq!((decided.preset, batch.accepted[0].phase), (None, Phase::Production));
}
