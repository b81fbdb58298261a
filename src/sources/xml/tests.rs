//! Entities, depth, encodings and damage.

use std::rc::Rc;

use super::*;

fn walked(text: &str, visit: impl FnMut(Node<'_, '_>)) -> Ended {
    walk(TextStream::new(Box::new(text.as_bytes()), Rc::default()), visit)
}

fn seen(text: &str) -> (Vec<String>, Ended) {
    let mut seen = Vec::new();
    let ended = walked(text, |node| match node {
        Node::Start(tag) => seen.push(format!("<{} {:?}", tag.name(), tag.get("a"))),
        Node::End(name, text) => seen.push(format!("{name}>{text}")),
    });
    (seen, ended)
}

#[test]
fn elements_come_in_order_with_text_and_values_resolved() {
    let (nodes, ended) = seen(
        "<?xml version='1.0' encoding='utf-16'?><p:x a='1 &lt; 2'>\n<y>a &amp; b</y><z/></p:x>",
    );
    assert_eq!(nodes, ["<x Some(\"1 < 2\")", "<y None", "y>a & b", "<z None", "z>", "x>"]);
    assert!(ended.stopped.is_none() && ended.warnings.is_empty());
}

#[test]
fn entities_of_a_dtd_are_not_expanded_and_depth_has_an_end() {
    let bomb = "<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><x a='&b;'>&b;</x>";
    let (nodes, ended) = seen(bomb);
    assert_eq!(nodes, ["<x Some(\"&b;\")", "x>"]);
    assert_eq!(ended.warnings, ["entities of the file's own are not expanded"]);
    let (nodes, ended) = seen(&"<x>".repeat(10_000));
    assert_eq!(nodes.len(), MAX_DEPTH);
    assert!(ended.stopped.unwrap().1.starts_with("nested deeper"));
}

#[test]
fn attributes_are_cut_out_whatever_their_quotes_blanks_and_prefixes() {
    let mut seen = Vec::new();
    walked("<x  p:a='1=2'\n b = \"it's\" bare c=7 d='ä' e=''/>", |node| {
        if let Node::Start(tag) = node {
            seen.extend(tag.raw().map(|(name, value)| format!("{name}|{value}")));
        }
    });
    assert_eq!(seen, ["a|1=2", "b|it's", "d|ä", "e|"]);
}

#[test]
fn a_cut_is_told_with_its_place() {
    assert_eq!(seen("<x>\n<y/>").1.stopped.unwrap().0, 2);
    assert!(seen("<x><y a='").1.stopped.unwrap().1.starts_with("not well-formed"));
}

#[test]
fn pieces_change_nothing_wherever_they_end() {
    let unit = "<y a='1 > 0'>x &amp; <![CDATA[<z>]]>ü</y><!-- -> --><?p ?>\n";
    let text = format!("<x>{}</x>", unit.repeat(20_000));
    for shift in 0..unit.len() {
        let shifted = format!("{}{text}", " ".repeat(shift));
        let (nodes, ended) = seen(&shifted);
        assert!(ended.stopped.is_none() && nodes.len() == 40_002, "{shift}: {ended:?}");
        assert!(nodes[2..40_000].iter().step_by(2).all(|node| node == "y>x & <z>ü"), "{shift}");
    }
}

#[test]
fn what_is_longer_than_anything_kept_is_passed_over_and_a_tag_ends_the_walk() {
    let long = "x-]?\n".repeat(600_000);
    let text =
        format!("<a><b>{long}</b><!--{long}--><b><![CDATA[{long}]]></b><?p {long}?><c/></a>");
    let (nodes, ended) = seen(&text);
    let names: Vec<&str> = nodes.iter().map(|node| node.split(' ').next().unwrap()).collect();
    assert!(ended.stopped.is_none(), "{ended:?}");
    assert_eq!(names[names.len() - 3..], ["<c", "c>", "a>"]);
    assert_eq!(names.len(), 8);
    let (_, ended) = seen(&format!("<a>\n<b c='{}'/></a>", "x".repeat(3 << 20)));
    assert_eq!(ended.stopped, Some((2, TOO_LONG.to_owned())));
}

#[test]
fn the_head_names_the_root_and_what_is_first_in_it() {
    let found =
        head("<!-- x --><coverage version='1'><file path='a'><lineToCover/></file></coverage>");
    assert_eq!(found, ["coverage", "@version", "coverage/file", "file/lineToCover"]);
}
