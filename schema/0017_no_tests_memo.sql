-- Tests of a moment are read from test_file_memo, as all others are; what this table held can be read anew.
DROP TABLE tests_memo;
