-- How many of each there are.
SELECT
    (SELECT count(*) FROM incident) AS incidents,
    (SELECT count(*) FROM release) AS releases,
    (SELECT count(*) FROM report JOIN series ON series.id = report.series_id
     WHERE series.kind = 'coverage') AS coverage_reports,
    (SELECT count(*) FROM report JOIN series ON series.id = report.series_id
     WHERE series.kind = 'tests') AS test_runs,
    (SELECT count(*) FROM report JOIN series ON series.id = report.series_id
     WHERE series.kind = 'mutants') AS mutation_reports;
