SQL_FILES += sql/function/page_mine.sql
SQL_FILES += sql/function/html_chunk.sql sql/function/mail_html.sql sql/function/original_blob.sql sql/function/original_chunk.sql sql/function/page_html.sql sql/function/page_original.sql
