"""What people say to each other: dialogues split into speakers, courteous and forbidden phrases."""
