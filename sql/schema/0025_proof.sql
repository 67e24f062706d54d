-- post_author_given says which kinds of authors there are: a second constraint that says so refuses nothing more.

alter table turno.post drop constraint post_author_kind_known;
