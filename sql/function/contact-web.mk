SQL_FILES += sql/function/page_mine.sql
SQL_FILES += sql/function/original_blob.sql sql/function/original_chunk.sql sql/function/page_original.sql
