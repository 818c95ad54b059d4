"""An edition: the whole data as the files of `fixtures/`, read, checked, loaded and written again."""
