"""The only files of this side that know a third party: one each."""
