-- Removes what became of files, as its reasons may name what is to be forgotten.
DELETE FROM read_file;
