-- No statement asks for a whole document, so the planner need not know what documents there are: to sample and sort them took most
-- of the half second of processor time that it cost to look at a table of 20,000.
ALTER TABLE proj_v1.resource ALTER COLUMN document SET STATISTICS 0;
ALTER TABLE proj_v1.resource_version ALTER COLUMN document SET STATISTICS 0;
