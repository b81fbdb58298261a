-- What each series keeps: its reports, the changes between them, and for coverage the bytes of its
-- bitmaps and exact counts, each once.
SELECT repository.name AS repository, series.kind, series.name,
    (SELECT count(*) FROM report WHERE report.series_id = series.id) AS reports,
    (SELECT count(*) FROM coverage_span WHERE coverage_span.series_id = series.id)
    + (SELECT count(*) FROM test_span WHERE test_span.series_id = series.id)
    + (SELECT count(*) FROM mutation_span WHERE mutation_span.series_id = series.id) AS changes,
    (SELECT coalesce(sum(length(object.instrumented) + length(object.hit)
        + coalesce(length(object.partial), 0) + coalesce(length(object.branches), 0)), 0)
     FROM coverage_object AS object WHERE object.id IN (
        SELECT span.object_id FROM coverage_span AS span WHERE span.series_id = series.id
     )) + (SELECT coalesce(sum(length(object.hits)), 0)
     FROM line_hits_object AS object WHERE object.id IN (
        SELECT line_hits.object_id FROM line_hits
        JOIN upload ON upload.id = line_hits.upload_id
        JOIN report ON report.id = upload.report_id WHERE report.series_id = series.id
     )) AS bytes
FROM series JOIN repository ON repository.id = series.repository_id
ORDER BY repository.name, series.kind, series.name;
